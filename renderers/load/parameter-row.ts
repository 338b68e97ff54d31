import type { ParameterInput } from "../../kernel/protocol/output.ts";
import { visible } from "../../kernel/protocol/problem.ts";
import { button, element } from "../element.ts";
import type { Control } from "./parameter-control.ts";
import { controlFor } from "./parameter-control.ts";

let made = 0;

/** One parameter: its label, its input, what is wrong with it, and the way back to the notebook's value. */
export class ParameterRow {
  readonly element: HTMLElement;
  readonly #control: Control;
  readonly #message: HTMLElement;
  readonly #mark: HTMLElement;
  readonly #post: ((message: object) => void) | null;
  #parameter: ParameterInput;

  constructor(parameter: ParameterInput, post: ((message: object) => void) | null) {
    const id = `parameter-${++made}`;
    this.#parameter = parameter;
    this.#post = post;
    this.#message = element("p", { class: "invalid", id: `${id}-message`, role: "alert" });
    this.#mark = element("p", { class: "changed", id: `${id}-changed` });
    const describedBy = `${id}-message ${id}-changed`;
    this.#control = controlFor(parameter, { id, describedBy, disabled: post === null });
    this.#control.element.addEventListener("change", () => this.#changed());
    const isGroup = this.#control.element instanceof HTMLFieldSetElement;
    this.element = element(
      "div",
      { class: "parameter" },
      isGroup
        ? element("span", { class: "label", "aria-hidden": "true" }, visible(parameter.label))
        : element("label", { class: "label", for: id }, visible(parameter.label)),
      element("div", {}, this.#control.element, this.#message, this.#mark),
    );
    this.#show();
  }

  /** Whether the value is another one than before. */
  update(parameter: ParameterInput): boolean {
    const isNew = parameter.text !== this.#parameter.text;
    const focused = this.element.getRootNode();
    const isTyping =
      focused instanceof ShadowRoot && this.element.contains(focused.activeElement) && !isNew;
    this.#parameter = parameter;
    if (!isTyping) this.#control.write(parameter.text);
    this.refuse("");
    this.#show();
    return isNew;
  }

  /** @param message  empty: nothing is wrong */
  refuse(message: string): void {
    this.#message.textContent = visible(message);
    this.#control.mark(message !== "");
  }

  #changed(): void {
    const { name, text, default: own } = this.#parameter;
    const read = this.#control.read();
    if ("wrong" in read) {
      this.refuse(read.wrong);
      return;
    }
    this.refuse("");
    if (read.text === text) return;
    this.#post?.({ type: "set", name, text: read.text === own ? null : read.text });
  }

  #show(): void {
    const { name, label, text, default: own } = this.#parameter;
    const isChanged = text !== own;
    this.element.classList.toggle("is-changed", isChanged);
    if (!isChanged) {
      this.#mark.replaceChildren();
      return;
    }
    const before =
      own === null ? "the notebook names no value" : `the notebook says ${visible(own)}`;
    this.#mark.replaceChildren(
      element("span", {}, `Changed for this session; ${before}. `),
      button("Reset", { class: "link", "aria-label": `Reset ${visible(label)}` }, () =>
        this.#post?.({ type: "set", name, text: null }),
      ),
      " ",
      button(
        "Keep as default",
        { class: "link", "aria-label": `Keep as default of ${visible(label)}` },
        () => this.#post?.({ type: "keep", name }),
      ),
    );
  }
}
