/** The notebook renderer for a cell that failed: what happened, where, what to do. */

import type { ErrorOutput } from "../../kernel/protocol/output.ts";
import type { Place } from "../../kernel/protocol/problem.ts";
import { placeText, visible } from "../../kernel/protocol/problem.ts";
import { button, element } from "../element.ts";
import { outputOf } from "../output-of.ts";
import type { ActivationFunction } from "../renderer-context.ts";
import { drawInto, styleSheet } from "../style-sheet.ts";

const style = `
.problem { display: grid; grid-template-columns: auto 1fr; gap: 2px 8px; max-width: 90ch; border-left: 3px solid var(--vscode-errorForeground); padding: 4px 12px; }
.problem > * { grid-column: 2; }
.mark { grid-column: 1; grid-row: 1; color: var(--vscode-errorForeground); font-weight: 700; }
.what { font-weight: 600; }
`;

export const activate: ActivationFunction = (context) => {
  const sheet = styleSheet(style);
  const post =
    context.postMessage && ((message: object) => context.postMessage?.(JSON.stringify(message)));
  return {
    renderOutputItem(item, host) {
      drawInto(host, sheet, problemBox(outputOf(item, "error"), post));
    },
    disposeOutputItem: () => undefined,
  };
};

function problemBox({ problem, cell }: ErrorOutput, post: ((message: object) => void) | undefined) {
  const { message, next, place } = problem;
  const box = element(
    "div",
    { class: "output problem", role: "group", "aria-label": "Error" },
    element("span", { class: "mark", "aria-hidden": "true" }, "✕"),
    element("p", { class: "what" }, visible(message)),
  );
  const where = place && whereText(place);
  if (where !== undefined && where !== "") box.append(element("p", {}, link(where)));
  if (next !== undefined) box.append(element("p", { class: "next" }, visible(next)));
  return box;

  function link(text: string): Node {
    const line = place?.line;
    if (!post || cell === undefined || line === undefined || place?.file !== undefined)
      return element("span", { class: "quiet" }, text);
    const character = place?.character ?? null;
    return button(text, { class: "link", title: "Go to this place in the cell" }, () =>
      post({ type: "reveal", cell, line, character }),
    );
  }
}

function whereText(place: Place): string {
  const { cell, ...rest } = place;
  const inCell = cell === "setup" ? ["in the setup cell"] : [];
  const text = [...inCell, placeText(rest)].filter((part) => part !== "").join(", ");
  return visible(text.charAt(0).toUpperCase() + text.slice(1));
}
