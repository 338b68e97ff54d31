/** An editor that starts a kernel, has it busy, and says which process that is. */

import { join, resolve } from "node:path";
import { KernelProcess } from "../../extension/kernel-process.ts";

const [folder = "", endless = ""] = process.argv.slice(2);
const ignore = (): void => undefined;
const kernel = new KernelProcess(
  { entry: resolve("dist/kernel.cjs") },
  { ended: ignore, answering: ignore, progress: ignore, printed: ignore, log: ignore },
);
await kernel.call("open", {
  notebookPath: join(folder, "a.campaign.md"),
  notebookUri: "file:///a.campaign.md",
  cacheFolder: join(folder, "cache"),
  sessionFolder: join(folder, "sessions"),
});
kernel
  .call("runCell", {
    cells: [{ kind: "code", language: "sql", attributes: "", text: endless }],
    index: 0,
  })
  .catch(ignore);
await kernel.call("ping");
process.send?.({ pid: kernel.pid });
