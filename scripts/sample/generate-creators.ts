// npx tsx scripts/sample/generate-creators.ts samples/exports
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { creatorFiles } from "./creators.ts";

const [folder = "samples/exports"] = process.argv.slice(2);
const { creators, videos, truth } = creatorFiles(7);
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "creators-daily.csv"), creators);
writeFileSync(join(folder, "creators-videos.csv"), videos);
writeFileSync(join(folder, "creators.truth.json"), `${JSON.stringify(truth, null, 2)}\n`);
