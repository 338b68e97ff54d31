import type { Notice } from "../../protocol/load-report.ts";
import { warn } from "../notice.ts";
import type { TextEncoding } from "./text-encoding.ts";

/** Says that an encoding was chosen without proof. */
export function transcoded({ label, proven, evidence }: TextEncoding): Notice[] {
  if (proven) return [];
  return [
    warn(
      "transcoded",
      evidence === undefined
        ? `The text was read as ${label}; nothing in the file proves it.`
        : `The text was read as ${label}: ${evidence}.`,
      "Check names with accents.",
    ),
  ];
}
