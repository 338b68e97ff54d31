// A process for source-cache-processes.test.ts: copies a database into the cache, once, for ever or never to the end.
import { open, readFile } from "node:fs/promises";
import { SourceCache } from "../../kernel/load/source-cache.ts";

const [folder = "", database = "", key = "", mode] = process.argv.slice(2);
const bytes = await readFile(database);
const cache = await SourceCache.open(folder);
process.send?.("ready");

async function produce(path: string): Promise<void> {
  const file = await open(path, "w");
  for (let at = 0; at < bytes.length; at += 16_384) {
    await file.write(bytes.subarray(at, at + 16_384));
    if (mode === "hang" && at > bytes.length / 2) {
      process.send?.("half");
      await new Promise(() => setInterval(() => undefined, 1000));
    }
  }
  await file.close();
}

const times = mode === "forever" ? Infinity : 1;
for (let time = 0; time < times; time++) await cache.write(key, produce);
process.disconnect();
