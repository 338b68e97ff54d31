/** Colours of the page as it is now. */
export interface PageColours {
  readonly isDark: boolean;
  readonly fg: string;
  readonly muted: string;
  readonly grid: string;
  readonly bg: string;
}

/** From the variables that VS Code gives every page. */
export function pageColours(): PageColours {
  const style = getComputedStyle(document.documentElement);
  const variable = (name: string): string => style.getPropertyValue(`--vscode-${name}`).trim();
  const bg = variable("editor-background") || "#ffffff";
  const isDark = luminance(bg) < 0.4;
  const fg = variable("editor-foreground") || (isDark ? "#e6edf3" : "#1f2328");
  // High contrast is asked for by those who cannot read muted words.
  const isHighContrast = variable("contrastBorder") !== "";
  return {
    isDark,
    bg,
    fg,
    muted: isHighContrast ? fg : variable("descriptionForeground") || fg,
    grid: isHighContrast
      ? isDark
        ? "#6b7280"
        : "#6e7781"
      : variable("editorWidget-border") || (isDark ? "#3d444d" : "#d8dee4"),
  };
}

/** Calls back after a change of theme. Returns its undo. */
export function onThemeChange(changed: () => void): () => void {
  let frame = 0;
  // One switch changes hundreds of variables, one after the other.
  const observer = new MutationObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(changed);
  });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style"] });
  observer.observe(document.body, { attributes: true, attributeFilter: ["class"] });
  return () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
  };
}

/** 0 for black to 1 for white. */
function luminance(colour: string): number {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!canvas) return 1;
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}
