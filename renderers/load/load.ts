/** The notebook renderer for the setup cell: the parameters as inputs, and what was loaded. */

import type { ParameterInput } from "../../kernel/protocol/output.ts";
import { element } from "../element.ts";
import { outputOf } from "../output-of.ts";
import type { ActivationFunction } from "../renderer-context.ts";
import { drawInto, styleSheet } from "../style-sheet.ts";
import { loadSection, noticeList } from "./load-section.ts";
import { ParameterForm } from "./parameter-form.ts";
import { style } from "./style.ts";

type Answer =
  | { readonly type: "parameters"; readonly parameters: readonly ParameterInput[] }
  | { readonly type: "refused"; readonly name: string; readonly message: string };

export const activate: ActivationFunction = (context) => {
  const sheet = styleSheet(style);
  const forms = new Map<string, ParameterForm>();
  const post = context.postMessage
    ? (message: object) => context.postMessage?.(JSON.stringify(message))
    : null;
  context.onDidReceiveMessage?.((message) => {
    if (!isAnswer(message)) return;
    for (const form of forms.values()) {
      if (message.type === "parameters") form.update(message.parameters);
      else form.refuse(message.name, message.message);
    }
  });

  return {
    renderOutputItem(item, host) {
      const { reports, parameters, notices } = outputOf(item, "load");
      const form = new ParameterForm(parameters, post);
      forms.set(item.id, form);
      const parts = [
        ...(notices.length > 0 ? [noticeList(notices)] : []),
        ...(parameters.length > 0 ? [form.element] : []),
        ...reports.map(loadSection),
        ...(parameters.length + reports.length === 0 ? [nothing()] : []),
      ];
      drawInto(host, sheet, element("div", { class: "output" }, ...parts));
      // What was set since the setup ran is the extension's to know.
      if (parameters.length > 0) post?.({ type: "shown" });
    },
    disposeOutputItem(id) {
      if (id === undefined) forms.clear();
      else forms.delete(id);
    },
  };
};

/** From our extension, of the same build. */
function isAnswer(message: unknown): message is Answer {
  return typeof message === "object" && message !== null && "type" in message;
}

function nothing(): Node {
  return element(
    "p",
    { class: "quiet" },
    "The setup is read. It names no sources yet: add them under sources:, as in ads: exports/ads.csv.",
  );
}
