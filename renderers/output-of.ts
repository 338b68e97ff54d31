import type { CellOutput } from "../kernel/protocol/output.ts";
import type { OutputItem } from "./renderer-context.ts";

type OutputOf<Kind extends CellOutput["kind"]> = Extract<CellOutput, { readonly kind: Kind }>;

/** The output that an item holds. Both ends are of one build, so that its kind tells its shape. */
export function outputOf<Kind extends CellOutput["kind"]>(
  item: OutputItem,
  kind: Kind,
): OutputOf<Kind> {
  const output = item.json();
  if (isOf(output, kind)) return output;
  throw new Error(`this is no output of the kind ${kind}`);
}

function isOf<Kind extends CellOutput["kind"]>(
  value: unknown,
  kind: Kind,
): value is OutputOf<Kind> {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === kind;
}
