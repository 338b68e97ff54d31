/** The report panel's page: shows the report in a frame without scripts, and keeps its place in it. */

import type { ReportPanelMessage, ShownReport } from "../../kernel/protocol/report-panel.ts";
import { applyTheme } from "./frame-theme.ts";

declare function acquireVsCodeApi(): {
  readonly postMessage: (message: ReportPanelMessage) => void;
  readonly getState: () => unknown;
  readonly setState: (state: { readonly scroll: number }) => void;
};

const { postMessage, getState, setState } = acquireVsCodeApi();
const frame = element("report", HTMLIFrameElement);
const bar = element("bar", HTMLElement);
const missing = element("missing", HTMLElement);

let scroll = scrollIn(getState());
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
    setState({ scroll });
  });
  for (const link of page.querySelectorAll("a"))
    link.addEventListener("click", (event) => {
      event.preventDefault();
      follow(link);
    });
  frame.style.visibility = "visible";
});

/** Links inside the report go to their place in it; all others are opened by the editor, which asks. */
function follow(link: HTMLAnchorElement): void {
  const href = link.getAttribute("href") ?? "";
  if (href.startsWith("#"))
    link.ownerDocument.getElementById(decodeURIComponent(href.slice(1)))?.scrollIntoView();
  else postMessage({ type: "open", href });
}

element("run", HTMLButtonElement).addEventListener("click", () => postMessage({ type: "runAll" }));

new MutationObserver(() => {
  if (frame.contentDocument) applyTheme(frame.contentDocument, document);
}).observe(document.body, { attributes: true, attributeFilter: ["class"] });

postMessage({ type: "ready" });

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
