import type { LoadReport } from "../protocol/load-report.ts";
import type { ExportDefinition } from "./exports/definition.ts";
import type { LoadOptions } from "./loaded-table.ts";
import type { LoadProgress } from "./progress.ts";
import type { SourceCache } from "./source-cache.ts";

export interface LoadRequest {
  /** Path of the export; of several files, their paths or patterns such as `exports/*.csv`. */
  readonly path: string | readonly string[];
  /** Name of the table in SQL. */
  readonly name: string;
  readonly options?: LoadOptions;
}

export interface LoadContext {
  readonly cache: SourceCache;
  /** The formats that are known; those that are built in by default. */
  readonly exports?: readonly ExportDefinition[];
  readonly progress?: (progress: LoadProgress) => void;
  readonly signal?: AbortSignal;
}

export interface LoadedSource {
  readonly report: LoadReport;
  /** A read-only DuckDB file with the view `source`. */
  readonly database: string;
  /** The files were loaded before; nothing was read but their hashes. */
  readonly cached: boolean;
}
