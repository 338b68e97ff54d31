/** Colours of a chart by role; `series` are palettes by the number of series they serve. */
interface Colours {
  readonly fg: string;
  readonly muted: string;
  readonly grid: string;
  readonly bg: string;
  readonly accent: string;
  readonly six: readonly string[];
  readonly eight: readonly string[];
}

/**
 * Text is at least 4.5:1 and every series colour at least 3:1 on the theme's background; the
 * palettes were searched for distance under normal, deutan, protan and tritan vision.
 */
const light: Colours = {
  fg: "#1f2328",
  muted: "#57606a",
  grid: "#d8dee4",
  bg: "#ffffff",
  accent: "#0072b2",
  six: ["#0072b2", "#91190f", "#892b64", "#ed4276", "#7a8000", "#0c9d8a"],
  eight: ["#0072b2", "#882d07", "#10694f", "#719747", "#439799", "#993475", "#787dff", "#4900e0"],
};

const dark: Colours = {
  fg: "#e6edf3",
  muted: "#a5afb9",
  grid: "#3d444d",
  bg: "#1f1f1f",
  accent: "#56b4e9",
  six: ["#56b4e9", "#478470", "#f7c831", "#6c61c3", "#ef0000", "#b8efc8"],
  eight: ["#56b4e9", "#e5a50f", "#ff6096", "#228064", "#e10404", "#dee7af", "#8c54c3", "#2bfdf2"],
};

/** `css` draws with the variables below, so that one SVG serves light, dark and print. */
export type ChartTheme = "css" | "light" | "dark";

/** Definitions of the CSS variables that a chart drawn with the theme `css` uses. */
export const chartVariables: Readonly<
  Record<"light" | "dark" | "print", Readonly<Record<string, string>>>
> = { light: variables(light), dark: variables(dark), print: variables(light) };

/** The most series that have a colour of their own. */
export const maxSeries = 8;

/** Values of the signals that hold a chart's colours; a live chart changes its theme by setting them. */
export function themeSignals(theme: ChartTheme, series: number): Record<string, unknown> {
  const colours = theme === "css" ? cssColours() : theme === "light" ? light : dark;
  return {
    vsFg: colours.fg,
    vsMuted: colours.muted,
    vsGrid: colours.grid,
    vsBg: colours.bg,
    vsAccent: colours.accent,
    vsPal: series > colours.six.length ? colours.eight : colours.six,
  };
}

function variables(colours: Colours): Record<string, string> {
  const entries: [string, string][] = [];
  for (const key of ["fg", "muted", "grid", "bg", "accent"] as const)
    entries.push([`--cn-${key}`, colours[key]]);
  for (const [size, palette] of [
    [6, colours.six],
    [8, colours.eight],
  ] as const)
    palette.forEach((colour, index) => entries.push([`--cn-${size}-${index + 1}`, colour]));
  return Object.fromEntries(entries);
}

/** Each variable with the light colour behind it, for an SVG that stands alone. */
function cssColours(): Colours {
  return {
    fg: css("fg", light.fg),
    muted: css("muted", light.muted),
    grid: css("grid", light.grid),
    bg: css("bg", light.bg),
    accent: css("accent", light.accent),
    six: light.six.map((colour, index) => css(`6-${index + 1}`, colour)),
    eight: light.eight.map((colour, index) => css(`8-${index + 1}`, colour)),
  };
}

function css(name: string, colour: string): string {
  return `var(--cn-${name}, ${colour})`;
}
