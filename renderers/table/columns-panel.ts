import type { OutputTable } from "../../kernel/protocol/output.ts";
import { headerText } from "./cell-text.ts";
import { button, element } from "../element.ts";

/**
 * Which columns are drawn, in which order.
 *
 * @param shown  names of the drawn ones, in order
 * @param choose  takes them anew; null: all, as the query has them
 */
export function columnsPanel(
  { columns }: OutputTable,
  shown: readonly string[],
  choose: (names: readonly string[] | null) => void,
): HTMLElement {
  const hidden = columns.filter(({ name }) => !shown.includes(name));
  const ordered = [
    ...shown.flatMap((name) => columns.find((column) => column.name === name) ?? []),
    ...hidden,
  ];
  const items = ordered.map((column) => {
    const { name } = column;
    const at = shown.indexOf(name);
    const box = element("input", { type: "checkbox" });
    box.checked = at >= 0;
    // The last one stays: a table without columns is none.
    box.disabled = shown.length === 1 && at === 0;
    box.addEventListener("change", () =>
      choose(box.checked ? [...shown, name] : shown.filter((other) => other !== name)),
    );
    const text = headerText(column);
    return element(
      "li",
      {},
      element("label", {}, box, element("span", {}, text)),
      button("↑", { "aria-label": `Move ${text} up`, disabled: at < 1 }, () =>
        choose(movedBy(shown, name, -1)),
      ),
      button(
        "↓",
        { "aria-label": `Move ${text} down`, disabled: at < 0 || at === shown.length - 1 },
        () => choose(movedBy(shown, name, 1)),
      ),
    );
  });
  return element(
    "div",
    {},
    element("h3", {}, "Columns"),
    element("ul", { class: "columns" }, ...items),
    element(
      "div",
      { class: "row-of-buttons" },
      button("Show all", {}, () => choose(null)),
    ),
  );
}

export function movedBy(names: readonly string[], name: string, by: number): readonly string[] {
  const from = names.indexOf(name);
  const to = Math.min(Math.max(from + by, 0), names.length - 1);
  return names.toSpliced(from, 1).toSpliced(to, 0, name);
}
