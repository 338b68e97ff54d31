import { visible } from "../../kernel/protocol/problem.ts";
import { element } from "../element.ts";

/** A plain table of texts that scrolls by itself where it is wider than the cell. */
export function detailTable(
  label: string,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
): HTMLElement {
  const head = element(
    "tr",
    {},
    ...headers.map((header) => element("th", { scope: "col" }, header)),
  );
  const body = rows.map((row) =>
    element(
      "tr",
      {},
      ...row.map((text, index) =>
        index === 0
          ? element("th", { scope: "row" }, visible(text))
          : element("td", {}, visible(text)),
      ),
    ),
  );
  return element(
    "div",
    { class: "scroll", role: "region", tabindex: 0, "aria-label": label },
    element("table", {}, element("thead", {}, head), element("tbody", {}, ...body)),
  );
}
