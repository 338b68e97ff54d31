import { digest } from "../cells/digest.ts";
import type { PlannedCell } from "../cells/plan-cells.ts";
import type { Setup } from "../cells/setup.ts";
import type { FrontMatter } from "../notebook/front-matter-schema.ts";
import type { Pins } from "../notebook/pins.ts";
import { readYaml } from "../notebook/read-yaml.ts";
import { writePins } from "../notebook/write-pins.ts";
import type { Mistake } from "../protocol/mistake.ts";
import { ProblemError } from "../protocol/problem.ts";
import { offsetAt, rangeAt } from "../session/text-position.ts";
import { pinChanges } from "./pin-changes.ts";

/**
 * What `check` says of pins that do not fit, each at its line of the setup.
 *
 * @param setup  the last one; where it read other inputs than are declared now, or none, nothing is said
 */
export function pinMistakes(
  cells: readonly PlannedCell[],
  settings: FrontMatter | null,
  setup: Pick<Setup, "settings" | "pins"> | null,
): readonly Mistake[] {
  if (!setup || declared(settings) !== declared(setup.settings)) return [];
  const fix = fixOf(cells, setup.pins);
  return pinChanges(settings?.pins ?? null, setup.pins).map(({ path, ...change }) => ({
    ...atPin(cells, path),
    ...change,
    fix,
  }));
}

function declared(settings: FrontMatter | null): string {
  return digest([settings?.sources, settings?.include, settings?.plugins]);
}

/** Of pins that nothing could be compared with, because the sources were not loaded. */
export function unverifiedPins(cells: readonly PlannedCell[]): Mistake {
  return {
    ...atPin(cells, ["pins"]),
    code: "pins_unverified",
    message: "The pins were not compared with anything, because the sources could not be loaded.",
    next: "Put the exports where sources: says, or say where they are with --source.",
    fix: null,
  };
}

function atPin(
  cells: readonly PlannedCell[],
  path: readonly string[],
): Pick<Mistake, "level" | "index" | "cell" | "range" | "fileLine"> {
  const index = indexOfSetup(cells);
  const text = cells[index]?.cell.text ?? "";
  const { line = 1, character = 1 } = readYaml(text, 0).place(path, "key");
  const start = offsetAt(text, line, character);
  const rest = /^[^\n]*/.exec(text.slice(start))?.[0] ?? "";
  const firstLine = cells[index]?.firstLine ?? null;
  return {
    level: "warning",
    index,
    cell: cells[index]?.label ?? "",
    range: rangeAt(text, { start, end: start + rest.trimEnd().length }),
    fileLine: firstLine === null ? null : firstLine + line - 1,
  };
}

function fixOf(cells: readonly PlannedCell[], now: Pins): Mistake["fix"] {
  const text = cells[indexOfSetup(cells)]?.cell.text ?? "";
  try {
    const { start, end, written } = writePins(text, now);
    const range = rangeAt(text, { start, end });
    return { title: "Pin Inputs again", edits: [{ range, text: written }] };
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

function indexOfSetup(cells: readonly PlannedCell[]): number {
  return cells.findIndex(({ cell }) => cell.kind === "setup");
}
