import type { SaveChart } from "../../kernel/protocol/chart-message.ts";
import type { ChartOutput } from "../../kernel/protocol/output.ts";
import { dataTable } from "./data-table.ts";
import type { LiveChart } from "./live-chart.ts";
import { drawPicture, pictureAsPng } from "./picture.ts";
import { sheet } from "./style.ts";
import { onThemeChange, pageColours } from "./theme.ts";

/** One chart output: the drawing, what can be done with it, its notes and its data. */
export class ChartFigure {
  readonly #output: ChartOutput;
  readonly #root: ShadowRoot;
  readonly #figure = document.createElement("figure");
  readonly #drawing = document.createElement("div");
  readonly #state = document.createElement("p");
  readonly #undo: (() => void)[] = [];
  #live: LiveChart | null = null;
  #isDisposed = false;

  /** @param post  to the extension; without it nothing can be saved */
  constructor(
    element: HTMLElement,
    output: ChartOutput,
    post: ((message: SaveChart) => void) | undefined,
  ) {
    this.#output = output;
    // One page holds the outputs of all extensions: no style goes in or out.
    this.#root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
    this.#root.adoptedStyleSheets = [sheet()];
    this.#drawing.className = "drawing";
    this.#drawing.tabIndex = 0;
    this.#drawing.setAttribute("role", "img");
    this.#drawing.setAttribute("aria-label", `${output.title}. ${output.description}`);
    this.#state.className = "state";
    this.#state.setAttribute("role", "status");
    this.#figure.append(this.#drawing, this.#toolbar(post), this.#state);
    for (const note of output.notes) this.#figure.append(noteOf(note));
    this.#root.replaceChildren(this.#figure);
  }

  /** Draws it; as a picture where Vega cannot. Settles when it is to be seen. */
  async draw(): Promise<void> {
    const { live, svg } = this.#output;
    if (live !== undefined)
      try {
        const { drawLive } = await import("./live-chart.ts");
        if (this.#isDisposed) return;
        const chart = await drawLive(live, this.#drawing, pageColours());
        this.#live = chart;
        this.#undo.push(
          () => chart.dispose(),
          onThemeChange(() => void chart.setColours(pageColours())),
        );
        if (this.#isDisposed) this.dispose();
        return;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        this.#figure.append(noteOf(`Shown as a picture, without tooltips: ${reason}`));
      }
    const colour = drawPicture(svg, this.#drawing);
    this.#undo.push(onThemeChange(colour));
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const undo of this.#undo.splice(0)) undo();
  }

  #toolbar(post: ((message: SaveChart) => void) | undefined): HTMLElement {
    const bar = document.createElement("div");
    bar.className = "bar";
    const data = button("Show data", () => this.#toggleData(data));
    data.setAttribute("aria-expanded", "false");
    bar.append(data);
    if (post)
      for (const format of ["svg", "png"] as const)
        bar.append(button(`Save as ${format.toUpperCase()}`, () => this.#save(format, post)));
    return bar;
  }

  #toggleData(toggle: HTMLButtonElement): void {
    const shown = this.#root.querySelector(".data");
    shown?.remove();
    toggle.setAttribute("aria-expanded", String(!shown));
    toggle.textContent = shown ? "Show data" : "Hide data";
    if (!shown) this.#figure.append(dataTable(this.#output.table, this.#output.title));
  }

  async #save(format: SaveChart["format"], post: (message: SaveChart) => void): Promise<void> {
    this.#state.textContent = "";
    try {
      const { title, svg } = this.#output;
      const data = this.#live
        ? await this.#live.save(format)
        : format === "svg"
          ? svg
          : await pictureAsPng(svg);
      post({ type: "save-chart", format, title, data });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#state.textContent = `The chart could not be saved: ${reason}`;
    }
  }
}

function button(label: string, act: () => void | Promise<void>): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", () => void act());
  return made;
}

function noteOf(text: string): HTMLElement {
  const note = document.createElement("p");
  note.className = "note";
  note.textContent = text;
  return note;
}
