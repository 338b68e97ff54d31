import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { exportResult } from "../export/export-result.ts";
import { refuseInputs } from "../export/refuse-inputs.ts";
import { wholeFile } from "../export/whole-file.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { Session } from "../session/session.ts";
import type { ScriptInputs } from "./plain-script.ts";
import { plainScript } from "./plain-script.ts";

export interface ScriptExport extends Omit<ScriptInputs, "dataPath"> {
  readonly session: Session;
  /** Of the script, absolute; a file that is there is replaced. */
  readonly target: string;
  /** Told which source is being written. */
  readonly writing?: (source: string) => void;
}

export interface WrittenScript {
  /** Of the rows' files, absolute. */
  readonly data: readonly string[];
}

/**
 * Writes the script, and the rows of the sources that it reads into a folder beside it.
 *
 * @throws ProblemError like plainScript(); `not_writable`, `disk_full`, `interrupted`
 */
export async function exportScript(wanted: ScriptExport): Promise<WrittenScript> {
  const { session, target, writing, path, setup } = wanted;
  const folder = `${basename(target, extname(target))}-data`;
  const { sql, sources } = await plainScript({
    ...wanted,
    dataPath: (source) => `${folder}/${fileOf(source)}`,
  });
  const data = sources.map(({ name }) => join(dirname(target), folder, fileOf(name)));
  for (const written of [target, ...data]) refuseInputs(written, path, setup.settings);
  if (data.length > 0) await makeFolder(join(dirname(target), folder));
  for (const [index, { name, rows }] of sources.entries()) {
    writing?.(name);
    const table = { table: name, name, columns: [], currency: null, total: rows.loaded };
    await exportResult(session, table, { path: data[index] ?? "", format: "parquet" });
  }
  await wholeFile(target, (temporary) => writeFile(temporary, sql));
  return { data };
}

function fileOf(source: string): string {
  return `${source}.parquet`;
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    throw new ProblemError(
      {
        code: "not_writable",
        message: "The folder for the rows cannot be made",
        place: { file: basename(path) },
        next: "Choose another place for the script.",
      },
      { cause: error },
    );
  });
}
