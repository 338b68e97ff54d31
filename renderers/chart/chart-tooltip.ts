import type { View } from "vega";
import { isObject } from "../../kernel/chart/vega/json.ts";
import { tooltipText } from "../../kernel/chart/vega/tooltip-text.ts";
import type { Hit } from "./nearest-point.ts";
import { hitAt } from "./nearest-point.ts";

/** Between the pointer and what it points out, in pixels. */
const gap = 14;

/** Shows what the mark under the pointer, or the nearest point of a line, stands for. Returns its undo. */
export function showTooltips(view: View, plot: HTMLElement): () => void {
  const box = document.createElement("div");
  box.className = "tooltip";
  box.hidden = true;
  const ring = document.createElement("div");
  ring.className = "ring";
  ring.hidden = true;
  plot.append(box, ring);
  let shown: unknown = null;

  const hide = (): void => {
    shown = null;
    box.hidden = true;
    ring.hidden = true;
  };
  const show = (event: PointerEvent, { item, point }: Hit): void => {
    if (item !== shown) box.replaceChildren(...linesOf(item["tooltip"]));
    shown = item;
    box.hidden = false;
    ring.hidden = point === null;
    if (point) {
      // Vega's coordinates start inside the padding.
      const [left, top] = view.origin();
      const drawing = plot.querySelector("svg, canvas")?.getBoundingClientRect();
      const frame = plot.getBoundingClientRect();
      ring.style.left = `${(drawing?.left ?? frame.left) - frame.left + left + point.x}px`;
      ring.style.top = `${(drawing?.top ?? frame.top) - frame.top + top + point.y}px`;
    }
    place(box, event);
  };
  const move = (event: unknown, item: unknown): void => {
    if (!(event instanceof PointerEvent)) return;
    const drawing = plot.querySelector("svg, canvas")?.getBoundingClientRect();
    const [left, top] = view.origin();
    const x = event.clientX - (drawing?.left ?? 0) - left;
    const y = event.clientY - (drawing?.top ?? 0) - top;
    const hit = hitAt(view.scenegraph(), item, x, y);
    if (hit) show(event, hit);
    else hide();
  };
  const escape = (event: KeyboardEvent): void => {
    if (event.key === "Escape") hide();
  };
  view.addEventListener("pointermove", move);
  plot.addEventListener("pointerleave", hide);
  document.addEventListener("keydown", escape);
  return () => {
    view.removeEventListener("pointermove", move);
    plot.removeEventListener("pointerleave", hide);
    document.removeEventListener("keydown", escape);
    box.remove();
    ring.remove();
  };
}

/** Beside the pointer, inside the window. */
function place(box: HTMLElement, { clientX, clientY }: PointerEvent): void {
  const { width, height } = box.getBoundingClientRect();
  const right = clientX + gap + width <= innerWidth;
  const below = clientY + gap + height <= innerHeight;
  box.style.left = `${Math.max(0, right ? clientX + gap : clientX - gap - width)}px`;
  box.style.top = `${Math.max(0, below ? clientY + gap : clientY - gap - height)}px`;
}

function linesOf(tooltip: unknown): HTMLElement[] {
  if (!isObject(tooltip)) return [textOf("p", tooltipText(tooltip))];
  const list = document.createElement("dl");
  for (const [title, value] of Object.entries(tooltip))
    list.append(textOf("dt", title), textOf("dd", tooltipText(value)));
  return [list];
}

function textOf(tag: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
