/** The notebook renderer for results of SQL cells. */

import type { TableOutput } from "../../kernel/protocol/output.ts";
import type { TableView } from "../../kernel/protocol/result-view.ts";
import type { ActivationFunction } from "../renderer-context.ts";
import { KernelLink } from "./kernel-link.ts";
import { ResultTable } from "./result-table.ts";
import { style } from "./style.ts";

/** Views of results whose page was drawn before, so that it looks the same when it comes back. */
type State = Readonly<Record<string, TableView>>;

const rememberedViews = 50;

export const activate: ActivationFunction = (context) => {
  const link = KernelLink.open(context);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  const drawn = new Map<string, ResultTable>();
  const remember = (result: string, view: TableView): void => {
    const others = Object.entries(stateOf(context.getState())).filter(([id]) => id !== result);
    context.setState(Object.fromEntries([...others.slice(1 - rememberedViews), [result, view]]));
  };

  return {
    renderOutputItem(item, host) {
      drawn.get(item.id)?.dispose();
      const output = item.json();
      if (!isTableOutput(output)) return;
      const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      const { result } = output;
      const earlier = result === undefined ? undefined : stateOf(context.getState())[result];
      const table = new ResultTable(output, link, (view) => {
        if (result === undefined) return;
        remember(result, view);
        link?.keepView(result, view);
      });
      root.replaceChildren(table.element);
      drawn.set(item.id, table);
      table.start(earlier);
    },
    disposeOutputItem(id) {
      for (const [drawnId, table] of drawn) {
        if (id !== undefined && id !== drawnId) continue;
        table.dispose();
        drawn.delete(drawnId);
      }
    },
  };
};

/** Whether it is what our kernel, of the same build, makes for this renderer. */
function isTableOutput(output: unknown): output is TableOutput {
  return typeof output === "object" && output !== null && "kind" in output && "table" in output;
}

function stateOf(state: unknown): State {
  return isState(state) ? state : {};
}

/** Nobody but this renderer writes it. */
function isState(state: unknown): state is State {
  return typeof state === "object" && state !== null;
}
