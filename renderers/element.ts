type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element with attributes, and texts or elements in it. Texts never become markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false)
      made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children);
  return made;
}

export function button(
  text: string,
  attributes: Attributes,
  click: (event: MouseEvent) => void,
): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", click);
  // Outputs above may grow, and the editor scroll, under a pressed button: the click is its all the same.
  made.addEventListener("pointerdown", ({ pointerId }) => made.setPointerCapture(pointerId));
  return made;
}
