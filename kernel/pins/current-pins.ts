import { version } from "../../package.json";
import type { IncludedFile } from "../cells/included.ts";
import type { PinnedFile, Pins } from "../notebook/pins.ts";
import type { PluginFile } from "../plugins/find-plugin.ts";
import type { LoadReport } from "../protocol/load-report.ts";
import { engineVersion } from "../session/engine-version.ts";

export interface ReadInputs {
  readonly loads: readonly LoadReport[];
  readonly included: readonly IncludedFile[];
  /** Those that the notebook names. */
  readonly plugins: readonly PluginFile[];
}

/** The pins that fit what was read. */
export function currentPins({ loads, included, plugins }: ReadInputs): Pins {
  return {
    product: version,
    engine: engineVersion(),
    sources: Object.fromEntries(loads.map((report) => [report.name, filesOf(report)])),
    files: Object.fromEntries([
      ...included.map(({ name, sha256 }) => [name, { sha256, rows: null }] as const),
      ...plugins.map(({ written, sha256 }) => [written, { sha256, rows: null }] as const),
    ]),
  };
}

/** Tables of one file on disk together; a second file of the same name has its number. */
function filesOf({ files, rows }: LoadReport): Record<string, PinnedFile> {
  const pinned = new Map<string, PinnedFile>();
  for (const { name, sha256, rows: own = rows } of files) {
    const [disk = name] = name.split(" › ");
    const key = keyOf(disk, sha256, pinned);
    pinned.set(key, { sha256, rows: (pinned.get(key)?.rows ?? 0) + own.loaded });
  }
  return Object.fromEntries(pinned);
}

function keyOf(name: string, sha256: string, pinned: ReadonlyMap<string, PinnedFile>): string {
  for (let number = 1; ; number++) {
    const key = number === 1 ? name : `${name} (${number})`;
    const other = pinned.get(key);
    if (!other || other.sha256 === sha256) return key;
  }
}
