import type { ParameterInput } from "../../kernel/protocol/output.ts";
import { visible } from "../../kernel/protocol/problem.ts";
import { element } from "../element.ts";

/** An input over one text, as `--param` takes it. */
export interface Control {
  readonly element: HTMLElement;
  /** The text, null for no value, or what is wrong with what was typed. */
  read(): { readonly text: string | null } | { readonly wrong: string };
  write(text: string | null): void;
  mark(invalid: boolean): void;
}

export interface ControlOptions {
  readonly id: string;
  /** Ids of what describes it. */
  readonly describedBy: string;
  readonly disabled: boolean;
}

export function controlFor(parameter: ParameterInput, options: ControlOptions): Control {
  switch (parameter.kind) {
    case "number":
      return numberControl(parameter, options);
    case "date":
      return simple("date", options, parameter.text, (input) =>
        input.value === "" ? { wrong: "Choose a date." } : { text: input.value },
      );
    case "date_range":
      return rangeControl(parameter, options);
    case "text":
      return simple("text", options, parameter.text, ({ value }) => ({ text: value }));
    case "choice":
    case "query":
      // Where the query has not run, nothing can be offered.
      return parameter.choices
        ? choiceControl(parameter, parameter.choices, options)
        : simple("text", options, parameter.text, ({ value }) => ({ text: value }));
  }
}

function simple(
  type: string,
  { id, describedBy, disabled }: ControlOptions,
  text: string | null,
  read: (input: HTMLInputElement) => ReturnType<Control["read"]>,
): Control & { readonly element: HTMLInputElement } {
  const input = element("input", { type, id, "aria-describedby": describedBy, disabled });
  const write = (next: string | null): void => {
    if (input.value !== (next ?? "")) input.value = next ?? "";
  };
  write(text);
  return {
    element: input,
    write,
    read: () => read(input),
    mark: (invalid) => mark(input, invalid),
  };
}

function numberControl({ min, max, text }: ParameterInput, options: ControlOptions): Control {
  const control = simple("number", options, text, ({ value, validity }) => {
    const bounds =
      min !== null && max !== null
        ? `a number from ${min} to ${max}`
        : min !== null
          ? `a number of at least ${min}`
          : max === null
            ? "a number"
            : `a number of at most ${max}`;
    return value === "" || !validity.valid ? { wrong: `Give ${bounds}.` } : { text: value };
  });
  control.element.step = "any";
  if (min !== null) control.element.min = String(min);
  if (max !== null) control.element.max = String(max);
  return control;
}

function rangeControl({ label, text }: ParameterInput, options: ControlOptions): Control {
  const dateInput = (end: string): HTMLInputElement =>
    element("input", {
      type: "date",
      "aria-label": `${visible(label)}, ${end}`,
      "aria-describedby": options.describedBy,
      disabled: options.disabled,
    });
  const [first, last] = [dateInput("from"), dateInput("to")];
  const write = (next: string | null): void => {
    const [from = "", to = ""] = next?.split("..") ?? [];
    if (first.value !== from) first.value = from;
    if (last.value !== to) last.value = to;
  };
  write(text);
  const legend = element("legend", { class: "unseen" }, visible(label));
  return {
    element: element("fieldset", { id: options.id }, legend, first, " to ", last),
    write,
    read: () => {
      const [from, to] = [first.value, last.value];
      if (from === "" || to === "") return { wrong: "Choose the first and the last day." };
      if (from > to) return { wrong: "The first day is after the last." };
      return { text: `${from}..${to}` };
    },
    mark: (invalid) => {
      for (const input of [first, last]) mark(input, invalid);
    },
  };
}

function choiceControl(
  { text }: ParameterInput,
  choices: readonly string[],
  { id, describedBy, disabled }: ControlOptions,
): Control {
  const select = element("select", { id, "aria-describedby": describedBy, disabled });
  // By position: a choice may be empty text.
  let offered: readonly string[] = choices;
  const write = (next: string | null): void => {
    offered = next === null || choices.includes(next) ? choices : [next, ...choices];
    const options = offered.map((one, at) => element("option", { value: at }, visible(one)));
    select.replaceChildren(
      ...(next === null
        ? [element("option", { value: "none" }, "(no value)"), ...options]
        : options),
    );
    select.value = next === null ? "none" : String(offered.indexOf(next));
  };
  write(text);
  return {
    element: select,
    write,
    read: () => ({
      text: select.value === "none" ? null : (offered[Number(select.value)] ?? null),
    }),
    mark: (invalid) => mark(select, invalid),
  };
}

function mark(input: HTMLElement, invalid: boolean): void {
  if (invalid) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}
