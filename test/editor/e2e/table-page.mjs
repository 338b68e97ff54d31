import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** A cell as a notebook's file has it. */
export const fence = (info, text) => `\n\`\`\`${info}\n${text}\n\`\`\`\n`;

/** Waits for a state of the page, and says which one did not come. */
export async function until(what, holds) {
  for (let tries = 0; tries < 600; tries++) {
    if (await holds()) return;
    await new Promise((settle) => setTimeout(settle, 100));
  }
  throw new Error(`This did not come: ${what}`);
}

/** Accessibility faults of the shadow tree that an element is in. */
export async function faultsIn(locator) {
  return locator.evaluate(
    async (element, source) => {
      // Into the page as a script of its own, which knows shadow roots.
      const script = document.createElement("script");
      script.textContent = source;
      document.head.append(script);
      const { violations } = await globalThis.axe.run(element.getRootNode().host, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
      });
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" ")}`,
      );
    },
    readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"),
  );
}
