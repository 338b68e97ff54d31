import { chartVariables } from "../../kernel/chart/vega/theme.ts";
import { pageColours } from "./theme.ts";

/** Shows the kernel's SVG. Returns what gives it the theme's colours again. */
export function drawPicture(svg: string, element: HTMLElement): () => void {
  const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
  element.replaceChildren(document.importNode(parsed.documentElement, true));
  const colour = (): void => {
    const { isDark, fg, muted, grid, bg } = pageColours();
    const variables = {
      ...chartVariables[isDark ? "dark" : "light"],
      "--cn-fg": fg,
      "--cn-muted": muted,
      "--cn-grid": grid,
      "--cn-bg": bg,
    };
    for (const [name, value] of Object.entries(variables)) element.style.setProperty(name, value);
  };
  colour();
  return colour;
}

/** The kernel's SVG, in its own light colours, as a PNG in base64. */
export async function pictureAsPng(svg: string): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width * 2, image.height * 2];
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this page has no canvas");
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png").replace(/^[^,]*,/, "");
}
