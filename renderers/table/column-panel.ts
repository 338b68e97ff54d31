import type { OutputColumn, OutputTable } from "../../kernel/protocol/output.ts";
import type { ColumnSummary } from "../../kernel/protocol/result-page.ts";
import type { ColumnFilter, TableView } from "../../kernel/protocol/result-view.ts";
import { headerText } from "./cell-text.ts";
import { button, element } from "../element.ts";
import { filterForm } from "./filter-form.ts";
import { Unanswered } from "./kernel-link.ts";
import { summaryView } from "./summary-view.ts";

export interface ColumnPanelActions {
  /** null: no longer by this column. */
  sortBy(descending: boolean | null): void;
  filter(filter: ColumnFilter | null): void;
  /** By so many places to the right. */
  move(by: number): void;
  hide(): void;
  summary(search: string): Promise<ColumnSummary>;
}

/** What can be done with one column, and what it holds. */
export function columnPanel(
  column: OutputColumn,
  { currency }: OutputTable,
  view: TableView,
  actions: ColumnPanelActions,
): HTMLElement {
  const own = view.sort.find((key) => key.column === column.name);
  const pressed = (descending: boolean) => String(own?.descending === descending);
  const filter = filterForm(
    column,
    view.filters.find((each) => each.column === column.name),
    currency,
    (chosen) => actions.filter(chosen),
    (text) => void load(text),
  );
  const facts = element("div", { class: "facts-place", "aria-live": "polite" }, "Reading…");
  let asked = 0;
  async function load(search: string): Promise<void> {
    const turn = ++asked;
    try {
      const summary = await actions.summary(search);
      if (turn !== asked) return;
      if (search === "") facts.replaceChildren(summaryView(summary, column, currency));
      filter.list(summary);
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      const { message, next } = error.problem;
      if (turn === asked) facts.textContent = `${message}. ${next ?? ""}`.replace("..", ".");
    }
  }
  void load("");
  return element(
    "div",
    {},
    element("h3", {}, headerText(column)),
    element("p", { class: "note" }, `${column.name} · ${column.type}`),
    element(
      "div",
      { class: "row-of-buttons" },
      button("▲ Ascending", { "aria-pressed": pressed(false) }, () => actions.sortBy(false)),
      button("▼ Descending", { "aria-pressed": pressed(true) }, () => actions.sortBy(true)),
      ...(own ? [button("Unsorted", {}, () => actions.sortBy(null))] : []),
    ),
    filter.element,
    facts,
    element(
      "div",
      { class: "row-of-buttons" },
      button("← Move left", {}, () => actions.move(-1)),
      button("Move right →", {}, () => actions.move(1)),
      button("Hide column", {}, () => actions.hide()),
    ),
  );
}
