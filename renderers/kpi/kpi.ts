/** The notebook renderer for figures as tiles, which are those of the report. */

import { kpiTiles } from "../../kernel/report/kpi-tiles.ts";
import { element } from "../element.ts";
import { outputOf } from "../output-of.ts";
import type { ActivationFunction } from "../renderer-context.ts";
import { drawInto, styleSheet } from "../style-sheet.ts";
import { style } from "./style.ts";

export const activate: ActivationFunction = () => {
  const sheet = styleSheet(style);
  return {
    renderOutputItem(item, host) {
      const { html } = kpiTiles(outputOf(item, "kpi"));
      // The report's markup escapes every text; a parsed document runs nothing either.
      const { body } = new DOMParser().parseFromString(html, "text/html");
      drawInto(host, sheet, element("div", { class: "output" }, ...body.childNodes));
    },
    disposeOutputItem: () => undefined,
  };
};
