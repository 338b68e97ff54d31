/** The palettes of a report follow the system; in the panel they follow the editor. */

const systemRule = /prefers-color-scheme:\s*dark/;
const darkRules = new WeakMap<Document, CSSMediaRule[]>();

/** In high contrast the report's own greys give way to the editor's colours. */
const contrastColours: Readonly<Record<string, string>> = {
  "--cn-bg": "--vscode-editor-background",
  "--cn-fg": "--vscode-editor-foreground",
  "--cn-muted": "--vscode-editor-foreground",
  "--cn-grid": "--vscode-contrastBorder",
  "--cn-accent": "--vscode-textLink-foreground",
  "--wash": "--vscode-editor-background",
};

export function applyTheme(report: Document, panel: Document): void {
  const classes = panel.body.classList;
  const highContrast =
    classes.contains("vscode-high-contrast") || classes.contains("vscode-high-contrast-light");
  const dark =
    classes.contains("vscode-dark") ||
    (classes.contains("vscode-high-contrast") && !classes.contains("vscode-high-contrast-light"));
  for (const rule of darkRulesOf(report)) rule.media.mediaText = dark ? "screen" : "not all";
  const { style } = report.documentElement;
  style.colorScheme = dark ? "dark" : "light";
  const editor = getComputedStyle(panel.documentElement);
  for (const [name, from] of Object.entries(contrastColours)) {
    const colour = editor.getPropertyValue(from);
    if (highContrast && colour !== "") style.setProperty(name, colour);
    else style.removeProperty(name);
  }
}

/** Found once: afterwards their condition is ours. */
function darkRulesOf(report: Document): readonly CSSMediaRule[] {
  const known = darkRules.get(report);
  if (known) return known;
  const { CSSMediaRule: MediaRule } = report.defaultView ?? window;
  const found = [...report.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].filter(
      (rule): rule is CSSMediaRule =>
        rule instanceof MediaRule && systemRule.test(rule.media.mediaText),
    ),
  );
  darkRules.set(report, found);
  return found;
}
