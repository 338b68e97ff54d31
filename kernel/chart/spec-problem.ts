import type { Place } from "../protocol/problem.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { Path } from "./vega/json.ts";
import { pathText } from "./vega/json.ts";

/** Where a value stands in the cell's text, where the text is known. */
export type Locate = (path: Path) => Place | undefined;

/** Ends the work on a chart with what is wrong at one value of its spec. */
export type Refuse = (path: Path, message: string, next?: string) => never;

export function refuseWith(locate: Locate | undefined): Refuse {
  return (path, message, next) => {
    const place = locate?.(path);
    const isPlaced = path.length === 0 || place?.line !== undefined;
    throw new ProblemError({
      code: "chart_spec",
      message: isPlaced ? message : `${message.replace(/\.$/, "")}, at ${pathText(path)}.`,
      ...(place && { place }),
      ...(next !== undefined && { next }),
    });
  };
}
