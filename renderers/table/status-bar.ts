import type { Problem } from "../../kernel/protocol/problem.ts";
import { button, element } from "../element.ts";

export interface StatusSource {
  text(): string;
  isReading(): boolean;
  problem(): Problem | null;
  filters(): readonly string[];
  removeFilter(at: number): void;
  stop(): void;
  retry(): void;
}

/** Reading that takes less is not worth a word. */
const patienceMs = 800;
const saidMs = 4_000;

/** The line over a table: its rows, its filters, what is read and what went wrong. */
export class StatusBar {
  readonly element: HTMLElement;
  readonly #source: StatusSource;
  readonly #state = element("span", { class: "rows" });
  readonly #filters = element("span", { class: "filters" });
  readonly #work = element("span", { class: "work" });
  #late: ReturnType<typeof setTimeout> | undefined;
  #isLate = false;
  #said = "";
  #saying: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;

  constructor(source: StatusSource) {
    this.#source = source;
    this.element = element("div", { class: "bar" }, this.#state, this.#work, this.#filters);
  }

  updateSoon(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.update();
    });
  }

  /** Shows a short word for a while. */
  say(text: string): void {
    this.#said = text;
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => this.say(""), saidMs);
    this.update();
  }

  update(): void {
    const source = this.#source;
    const said = this.#said === "" ? "" : ` · ${this.#said}`;
    this.#state.textContent = source.text() + said;
    this.#drawFilters(source.filters());
    const problem = source.problem();
    if (!source.isReading()) {
      clearTimeout(this.#late);
      this.#late = undefined;
      this.#isLate = false;
    } else {
      this.#late ??= setTimeout(() => {
        this.#isLate = true;
        this.update();
      }, patienceMs);
    }
    if (problem) this.#drawProblem(problem);
    else if (this.#isLate) {
      this.#work.replaceChildren(
        "Reading… ",
        button("Stop", {}, () => source.stop()),
      );
    } else this.#work.replaceChildren();
  }

  #drawFilters(texts: readonly string[]): void {
    this.#filters.replaceChildren(
      ...texts.map((text, at) =>
        button(`${text} ✕`, { class: "chip", title: `Remove the filter: ${text}` }, () =>
          this.#source.removeFilter(at),
        ),
      ),
    );
  }

  #drawProblem({ message, next, code }: Problem): void {
    const end = /[.!?…]$/.test(message) ? "" : ".";
    this.#work.replaceChildren(
      element("span", { class: "problem", role: "alert" }, `${message}${end} ${next ?? ""} `),
      ...(code === "result_gone" ? [] : [button("Try again", {}, () => this.#source.retry())]),
    );
  }
}
