import type { ParameterInput } from "../../kernel/protocol/output.ts";
import { button, element } from "../element.ts";
import { ParameterRow } from "./parameter-row.ts";

type Post = (message: object) => void;

/** The notebook's parameters as inputs. A change holds for this session and runs nothing by itself. */
export class ParameterForm {
  readonly element: HTMLElement;
  readonly #rows: HTMLElement;
  readonly #post: Post | null;
  readonly #live = element("p", { class: "unseen", role: "status" });
  readonly #run: HTMLElement;
  #parameters = new Map<string, ParameterRow>();

  /** @param post  null where nobody listens: the inputs are then only shown */
  constructor(parameters: readonly ParameterInput[], post: Post | null) {
    this.#post = post;
    this.#rows = element("div", { class: "parameters" });
    this.#run = element(
      "p",
      { class: "run", hidden: true },
      button("Run Stale Cells", {}, () => {
        this.#run.hidden = true;
        post?.({ type: "runStale" });
      }),
      element("span", { class: "quiet" }, " Cells that use the value are marked stale."),
    );
    this.element = element(
      "section",
      { "aria-label": "Parameters" },
      element("h3", {}, "Parameters"),
      this.#rows,
      this.#run,
      this.#live,
    );
    this.#draw(parameters);
  }

  /** Shows what the kernel says that the values are now. */
  update(parameters: readonly ParameterInput[]): void {
    const names = [...this.#parameters.keys()].join("\n");
    if (parameters.map(({ name }) => name).join("\n") !== names) {
      this.#draw(parameters);
      return;
    }
    for (const parameter of parameters) {
      const row = this.#parameters.get(parameter.name);
      if (!row?.update(parameter)) continue;
      this.#run.hidden = false;
      this.#live.textContent = `${parameter.label} is ${parameter.value}. Cells that use it are stale.`;
    }
  }

  /** Says why a value was not taken, beside its input, which keeps it. */
  refuse(name: string, message: string): void {
    this.#parameters.get(name)?.refuse(message);
  }

  #draw(parameters: readonly ParameterInput[]): void {
    this.#parameters = new Map(
      parameters.map((parameter) => [parameter.name, new ParameterRow(parameter, this.#post)]),
    );
    this.#rows.replaceChildren(...[...this.#parameters.values()].map((row) => row.element));
  }
}
