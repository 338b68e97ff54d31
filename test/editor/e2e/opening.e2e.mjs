import { until } from "./table-page.mjs";

const notebook = (title) => `# ${title}\n\n\`\`\`sql\nSELECT 1 AS one\n\`\`\`\n`;

export const files = {
  "start.campaign.md": notebook("Start"),
  "explorer.campaign.md": notebook("Explorer"),
  "link.campaign.md": notebook("Link"),
  "quick.campaign.md": notebook("Quick"),
  "notes.md": "# Notes\n\n[the link](link.campaign.md)\n",
};

/** What the window is started with, on a profile that knows no notebooks yet. */
export const opens = "start.campaign.md";

/** The active tab's file, and how it is shown. */
async function shows(page, name, kind) {
  const group = page.locator(".editor-group-container.active");
  await until(`${name} as ${kind}`, async () => {
    const tab = await group.locator(".tab.active").first().getAttribute("data-resource-name");
    const isNotebook =
      (await group.locator(".notebook-editor").filter({ visible: true }).count()) > 0;
    return tab === name && isNotebook === (kind === "notebook");
  });
}

export const tests = {
  "a notebook opens as one at start-up, on a fresh profile": async ({ page, shoot }) => {
    await shows(page, "start.campaign.md", "notebook");
    await until("no text beside it", async () => (await page.locator(".tab").count()) === 1);
    await shoot("opening-start");
  },

  "from the explorer": async ({ page }) => {
    await page
      .locator(".explorer-folders-view .monaco-list-row")
      .filter({ hasText: "explorer.campaign.md" })
      .click();
    await shows(page, "explorer.campaign.md", "notebook");
  },

  "from quick open": async ({ page, pick }) => {
    await pick("quick.campaign.md", "quick.campaign.md");
    await shows(page, "quick.campaign.md", "notebook");
  },

  "other Markdown is text, and a link in it opens the notebook": async ({ page, pick }) => {
    await pick("notes.md", "notes.md");
    await shows(page, "notes.md", "text");
    // By the mouse alone: a link is drawn anew as soon as Ctrl is down, which takes locators their element.
    const link = page.locator(".view-line .detected-link", { hasText: "link.campaign.md" }).first();
    const { x, y, height } = await link.boundingBox();
    await page.mouse.move(x + height, y + height / 2);
    await page.keyboard.down("Control");
    await page.mouse.click(x + height, y + height / 2);
    await page.keyboard.up("Control");
    await shows(page, "link.campaign.md", "notebook");
  },
};
