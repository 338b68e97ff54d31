import type { KeptTable } from "../paging/kept-table.ts";
import type { Session } from "../session/session.ts";
import type { SqlParser } from "../session/sql-parser.ts";
import type { Scripts } from "../typescript/scripts.ts";
import type { InputHashes } from "./input-hashes.ts";
import type { Setup } from "./setup.ts";

/** What a code cell runs with, whatever its language. */
export interface CodeContext {
  readonly setup: Setup;
  readonly session: Session;
  readonly parser: SqlParser;
  readonly hashes: InputHashes;
  readonly scripts: Scripts;
  /** Whether a page may draw charts itself. */
  readonly isLive: boolean;
  /** Takes note of a result that more can be asked of, and gives its id. */
  readonly keep: ((kept: KeptTable) => string) | undefined;
  /** Is told all that a cell printed so far, while it runs. */
  readonly printed: ((text: string) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}
