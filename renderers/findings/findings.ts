/** The notebook renderer for findings, which are drawn like those of the report, with what can be done with each. */

import type { FindingAction } from "../../kernel/protocol/finding-action.ts";
import type { Finding, FindingsOutput } from "../../kernel/protocol/findings.ts";
import { findingsSection } from "../../kernel/report/findings.ts";
import { button, element } from "../element.ts";
import { outputOf } from "../output-of.ts";
import type { ActivationFunction } from "../renderer-context.ts";
import { drawInto, styleSheet } from "../style-sheet.ts";
import { style } from "./style.ts";

export const activate: ActivationFunction = (context) => {
  const sheet = styleSheet(style);
  const post =
    context.postMessage &&
    ((action: FindingAction) => context.postMessage?.(JSON.stringify(action)));
  return {
    renderOutputItem(item, host) {
      const output = outputOf(item, "findings");
      const { html } = findingsSection(output);
      // The report's markup escapes every text; a parsed document runs nothing either.
      const { body } = new DOMParser().parseFromString(html, "text/html");
      if (post) addActions(body, output, post);
      drawInto(host, sheet, element("div", { class: "output" }, ...body.childNodes));
    },
    disposeOutputItem: () => undefined,
  };
};

function addActions(
  body: HTMLElement,
  { findings, cell }: FindingsOutput,
  post: (action: FindingAction) => void,
): void {
  if (cell === undefined) return;
  for (const drawn of body.querySelectorAll<HTMLElement>("[data-finding]")) {
    const place = Number(drawn.dataset["finding"]);
    const finding = findings[place];
    if (!finding) continue;
    const actions = actionsOf(finding).map(([type, text]) =>
      button(text, { "aria-label": `${text}: ${finding.title}, ${finding.thing.name}` }, () =>
        post({ type, cell, finding: place }),
      ),
    );
    if (actions.length > 0) drawn.append(element("div", { class: "actions" }, ...actions));
  }
}

function actionsOf({ query, chart, brief }: Finding): [FindingAction["type"], string][] {
  const actions: [FindingAction["type"], string, unknown][] = [
    ["query", "Show the query", query],
    ["chart", "Chart it", chart],
    ["brief", "Copy brief", brief],
  ];
  return actions.flatMap(([type, text, content]) => (content === null ? [] : [[type, text]]));
}
