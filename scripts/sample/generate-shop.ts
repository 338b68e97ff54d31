// npx tsx scripts/sample/generate-shop.ts samples/exports
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { shopFiles } from "./shop.ts";

const [folder = "samples/exports"] = process.argv.slice(2);
const { ads, orders, analytics, truth } = shopFiles(7);
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "nordics-daily.csv"), ads);
writeFileSync(join(folder, "nordics-orders.csv"), orders);
writeFileSync(join(folder, "nordics-analytics.csv"), analytics);
writeFileSync(join(folder, "nordics.truth.json"), `${JSON.stringify(truth, null, 2)}\n`);
