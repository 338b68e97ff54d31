import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { UnpackBudget } from "./container/budget.ts";
import { unpack } from "./container/unpack.ts";
import { pluginStub } from "./plugin-stub.ts";
import { readHead } from "./sniff.ts";
import { openSourceFile } from "./source-file.ts";

/**
 * Text of a plugin for the format of a file that no definition knows; of several tables in it, of the
 * largest.
 *
 * @throws ProblemError for a file that cannot be opened, unpacked or read as text
 */
export async function stubForFile(path: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "campaign-notebook-"));
  const disk = await openSourceFile(path);
  try {
    let parts = 0;
    const { tables } = await unpack(disk, {
      budget: new UnpackBudget(disk.name, disk.size),
      nextPath: () => join(folder, `part-${parts++}`),
      signal: undefined,
    });
    const heads = [];
    for (const table of tables) {
      const file = await openSourceFile(table.path, table.name);
      try {
        heads.push({ size: file.size, ...(await readHead(file, table.format !== undefined)) });
      } finally {
        await file.close();
      }
    }
    const [largest] = heads.toSorted((a, b) => b.size - a.size);
    return pluginStub(largest?.records ?? [], basename(path, extname(path)));
  } finally {
    await disk.close();
    await rm(folder, { recursive: true, force: true });
  }
}
