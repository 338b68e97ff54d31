import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import type { CellOutput } from "../../kernel/protocol/output.ts";

const folder = join(import.meta.dirname, "..", "..", "dist", "renderers");
const origin = "http://notebook.test";

/** Variables as VS Code's themes set them, as far as renderers read them. */
const themes = {
  light: {
    "editor-background": "#ffffff",
    "editor-foreground": "#3b3b3b",
    descriptionForeground: "#3b3b3b",
    "editorWidget-border": "#c8c8c8",
  },
  dark: {
    "editor-background": "#1f1f1f",
    "editor-foreground": "#cccccc",
    descriptionForeground: "#9d9d9d",
    "editorWidget-border": "#454545",
  },
  contrast: {
    "editor-background": "#000000",
    "editor-foreground": "#ffffff",
    descriptionForeground: "#ffffff",
    contrastBorder: "#6fc3df",
    focusBorder: "#f38518",
  },
} as const;

export type Theme = keyof typeof themes;

/** One page as the notebook makes it for all outputs, with one output drawn by a renderer's bundle. */
export interface RendererPage {
  readonly page: Page;
  /** What the page asked for beyond the bundle, said or failed with. */
  readonly troubles: string[];
  readonly setTheme: (theme: Theme) => Promise<void>;
  /** What the renderer has posted to the extension. */
  readonly posted: () => Promise<unknown[]>;
}

export async function openRenderer(
  browser: Browser,
  name: string,
  output: CellOutput,
): Promise<RendererPage> {
  const page = await browser.newPage({ viewport: { width: 900, height: 700 } });
  const troubles: string[] = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => troubles.push(message.text()));
  await page.route("**/*", async (route) => {
    const path = route.request().url().replace(origin, "");
    const body = fileAt(path, name, output);
    if (body === undefined) {
      troubles.push(`asked for ${path}`);
      await route.abort();
    } else await route.fulfill({ contentType: typeOf(path), body });
  });
  const setTheme = async (theme: Theme): Promise<void> => {
    const none = Object.values(themes).flatMap((each) => Object.keys(each).map((key) => [key, ""]));
    const variables = Object.entries({ ...Object.fromEntries(none), ...themes[theme] });
    await page.locator("html").evaluate((html, entries) => {
      for (const [key, value] of entries) html.style.setProperty(`--vscode-${key}`, value);
    }, variables);
  };
  await page.goto(`${origin}/`);
  await page.locator(".drawing svg, .drawing canvas").waitFor();
  await setTheme("light");
  return {
    page,
    troubles,
    setTheme,
    posted: async () => JSON.parse((await page.locator("#posted").textContent()) ?? "[]"),
  };
}

function fileAt(path: string, name: string, output: CellOutput): string | undefined {
  if (path === "/") return html;
  if (path === "/start.js") return startScript(name);
  if (path === "/output.json") return JSON.stringify(output);
  return /^\/[\w-]+\.js$/.test(path) ? readFileSync(join(folder, path), "utf8") : undefined;
}

function typeOf(path: string): string {
  return path.endsWith(".js") ? "text/javascript" : path === "/" ? "text/html" : "application/json";
}

// Stricter than VS Code's own: what draws here draws there.
const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Notebook</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:">
</head><body><main><h1>Notebook</h1><div id="output"></div></main><script type="application/json" id="posted">[]</script>
<script type="module" src="/start.js"></script></body></html>`;

// Started by the page itself: code that a debugger calls may evaluate text.
const startScript = (name: string): string => `
import { activate } from "/${name}.js";
const posted = [];
const renderer = await activate({
  workspace: { isTrusted: true },
  postMessage(message) {
    posted.push(JSON.parse(message));
    document.querySelector("#posted").textContent = JSON.stringify(posted);
  },
});
const text = await (await fetch("/output.json")).text();
const element = document.querySelector("#output");
const item = { id: "1", text: () => text, json: () => JSON.parse(text) };
window.dispose = () => renderer.disposeOutputItem("1");
renderer.renderOutputItem(item, element);
`;
