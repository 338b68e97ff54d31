/** The report panel's page: shows the report in a frame without scripts, and keeps its place in it. */

import type { ReportPanelMessage, ShownReport } from "../../kernel/protocol/report-panel.ts";
import { applyTheme } from "./frame-theme.ts";

declare function acquireVsCodeApi(): {
  postMessage(message: ReportPanelMessage): void;
  getState(): unknown;
  setState(state: { readonly scroll: number }): void;
};

const vscode = acquireVsCodeApi();
const frame = element("report", HTMLIFrameElement);
const bar = element("bar", HTMLElement);
const missing = element("missing", HTMLElement);

let scroll = scrollIn(vscode.getState());
let open: readonly boolean[] = [];

window.addEventListener("message", ({ data }: MessageEvent<ShownReport>) => {
  if (data.type !== "report") return;
  missing.textContent =
    data.missing === 1 ? "1 result is missing." : `${data.missing} results are missing.`;
  bar.hidden = data.missing === 0;
  const page = frame.contentDocument;
  if (page) open = [...page.querySelectorAll("details")].map((details) => details.open);
  frame.srcdoc = data.html;
});

frame.addEventListener("load", () => {
  const page = frame.contentDocument;
  const view = frame.contentWindow;
  if (!page || !view) return;
  applyTheme(page, document);
  for (const [index, details] of page.querySelectorAll("details").entries())
    details.open = open[index] ?? false;
  view.scrollTo(0, scroll);
  view.addEventListener("scroll", () => {
    scroll = view.scrollY;
    vscode.setState({ scroll });
  });
  page.addEventListener("click", follow);
  frame.style.visibility = "visible";
});

/** Links inside the report go to their place in it; all others are opened by the editor, which asks. */
function follow(event: MouseEvent): void {
  const target = event.target;
  const page = frame.contentDocument;
  if (!(target && "closest" in target && page)) return;
  // The frame's elements are of another realm, so `instanceof` does not know them.
  const link = (target as Element).closest("a");
  const href = link?.getAttribute("href");
  if (href === undefined || href === null) return;
  event.preventDefault();
  if (href.startsWith("#"))
    page.getElementById(decodeURIComponent(href.slice(1)))?.scrollIntoView();
  else vscode.postMessage({ type: "open", href });
}

element("run", HTMLButtonElement).addEventListener("click", () =>
  vscode.postMessage({ type: "runAll" }),
);

new MutationObserver(() => {
  if (frame.contentDocument) applyTheme(frame.contentDocument, document);
}).observe(document.body, { attributes: true, attributeFilter: ["class"] });

vscode.postMessage({ type: "ready" });

function element<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${id}.`);
}

function scrollIn(state: unknown): number {
  return typeof state === "object" && state !== null && "scroll" in state
    ? Number(state.scroll)
    : 0;
}
