import type { LevelPlace, ResultLevel } from "../../kernel/protocol/result-level.ts";
import { levelLabels } from "../../kernel/protocol/result-level.ts";
import { button, element } from "../element.ts";

/**
 * The way from all rows to a place in a result's levels, each step a button.
 *
 * @param names  of what was opened, the coarsest first
 */
export function levelTrail(
  levels: readonly ResultLevel[],
  place: LevelPlace | undefined,
  names: readonly string[],
  go: (to: LevelPlace | undefined) => void,
): readonly HTMLElement[] {
  const [top] = levels;
  if (!top) return [];
  const { one, many } = levelLabels[top.name];
  const start = { from: top.name, opened: [] };
  if (!place) return [button(`By ${one}`, { title: `Sum the rows up by ${one}` }, () => go(start))];
  const steps = [
    { text: "All rows", to: undefined },
    { text: many.replace(/^./, (letter) => letter.toUpperCase()), to: start },
    ...names.map((text, depth) => ({
      text,
      to: { ...place, opened: place.opened.slice(0, depth + 1) },
    })),
  ];
  return steps.flatMap(({ text, to }, index) => {
    const isHere = index === steps.length - 1;
    const step = button(
      text,
      { class: "chip", "aria-current": isHere ? "location" : undefined },
      () => go(to),
    );
    return index < 2 ? [step] : [element("span", { "aria-hidden": "true" }, "›"), step];
  });
}
