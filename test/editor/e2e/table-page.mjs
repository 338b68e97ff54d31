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
