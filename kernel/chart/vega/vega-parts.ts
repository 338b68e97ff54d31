import type { JsonObject } from "./json.ts";

/** What the translation to SQL takes from Vega, which is loaded elsewhere. */
export interface VegaParts {
  /** An expression's syntax tree. */
  readonly parseExpression: (text: string) => unknown;
  /** Vega's choice of bins. */
  readonly bin: (options: JsonObject) => { start: number; stop: number; step: number };
}
