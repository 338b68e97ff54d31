import { kindOf } from "../../kernel/protocol/column-kind.ts";
import type { OutputColumn } from "../../kernel/protocol/output.ts";
import type { ColumnSummary } from "../../kernel/protocol/result-page.ts";
import type { ColumnFilter } from "../../kernel/protocol/result-view.ts";
import { countText, shownValue } from "./describe-view.ts";
import { button, element } from "../element.ts";
import { shownForTyping, typedValue } from "./typed-value.ts";

const choices = [
  ["all", "All rows"],
  ["values", "These values"],
  ["range", "From … to"],
  ["contains", "Contains"],
  ["there", "With a value"],
  ["missing", "Without a value"],
] as const;

type Choice = (typeof choices)[number][0];

export interface FilterForm {
  readonly element: HTMLElement;
  /** Shows the values that can be chosen. */
  list(summary: ColumnSummary): void;
}

/**
 * One column's filter.
 *
 * @param apply  takes the filter; null: none
 * @param search  has other values listed
 */
export function filterForm(
  column: OutputColumn,
  current: ColumnFilter | undefined,
  currency: string | null,
  apply: (filter: ColumnFilter | null) => void,
  search: (text: string) => void,
): FilterForm {
  const kind = kindOf(column.type);
  const isScale = kind !== "text" && kind !== "other";
  const select = element("select", { "aria-label": "Filter" });
  for (const [choice, text] of choices) {
    const fits = (choice !== "range" || isScale) && (choice !== "values" || kind !== "other");
    if (fits) select.append(element("option", { value: choice }, text));
  }
  select.value = choiceOf(current);

  const chosen = new Set(current?.kind === "values" ? current.values : []);
  const values = element("div", { class: "values", role: "group", "aria-label": "Values" });
  const searchBox = element("input", {
    type: "search",
    placeholder: "Search values",
    "aria-label": "Search values",
  });
  searchBox.addEventListener("change", () => search(searchBox.value));
  const typing = (value: string | null): string =>
    value === null ? "" : shownForTyping(value, column);
  const percent = column.unit === "ratio" ? " in %" : "";
  const range = current?.kind === "range" ? current : { from: null, to: null };
  const from = textInput(`From${percent}`, typing(range.from));
  const to = textInput(`To${percent}`, typing(range.to));
  const contains = textInput("Text", current?.kind === "contains" ? current.text : "");

  const parts: Readonly<Partial<Record<Choice, readonly HTMLElement[]>>> = {
    values: [searchBox, values],
    range: [from, to],
    contains: [contains],
  };
  const show = (): void => {
    for (const [choice, elements] of Object.entries(parts)) {
      for (const part of elements) part.hidden = choice !== select.value;
    }
  };
  select.addEventListener("change", show);
  show();

  const end = (input: HTMLInputElement): string | null =>
    input.value.trim() === "" ? null : typedValue(input.value, column);
  const filter = (): ColumnFilter | null => {
    const { name } = column;
    switch (select.value) {
      case "values":
        return chosen.size === 0 ? null : { kind: "values", column: name, values: [...chosen] };
      case "range":
        return end(from) === null && end(to) === null
          ? null
          : { kind: "range", column: name, from: end(from), to: end(to) };
      case "contains":
        return contains.value === ""
          ? null
          : { kind: "contains", column: name, text: contains.value };
      case "there":
      case "missing":
        return { kind: "missing", column: name, isMissing: select.value === "missing" };
      default:
        return null;
    }
  };
  const form = element("form", { class: "filter" }, select, searchBox, values, from, to, contains);
  form.append(
    element(
      "div",
      { class: "row-of-buttons" },
      element("button", { type: "submit", class: "primary" }, "Apply filter"),
      button("Clear", {}, () => apply(null)),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply(filter());
  });

  const list = (summary: ColumnSummary): void => {
    const items = summary.values.map(({ value, rows }) => {
      const text = value === null ? null : String(value);
      const box = element("input", { type: "checkbox" });
      box.checked = chosen.has(text);
      box.addEventListener("change", () => {
        if (box.checked) chosen.add(text);
        else chosen.delete(text);
      });
      const label = element(
        "span",
        { class: value === null ? "none" : "" },
        shownValue(value, column, currency),
      );
      return element("label", {}, box, label, element("span", { class: "count" }, countText(rows)));
    });
    const more = summary.distinct + (summary.missing > 0 ? 1 : 0) - items.length;
    const note =
      more > 0 && searchBox.value === ""
        ? [element("p", { class: "note" }, `${countText(more)} more: search for them.`)]
        : [];
    values.replaceChildren(...items, ...note);
  };
  return { element: form, list };
}

function textInput(label: string, value: string): HTMLInputElement {
  const input = element("input", { type: "text", placeholder: label, "aria-label": label });
  input.value = value;
  return input;
}

function choiceOf(filter: ColumnFilter | undefined): Choice {
  if (!filter) return "all";
  return filter.kind === "missing" ? (filter.isMissing ? "missing" : "there") : filter.kind;
}
