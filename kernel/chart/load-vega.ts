import type * as Vega from "./vega/draw.ts";

/** Vega, read and compiled only when a first chart is drawn. */
export function loadVega(): Promise<typeof Vega> {
  return import("./vega/draw.ts");
}
