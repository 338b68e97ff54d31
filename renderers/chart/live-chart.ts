// All that loads Vega in a page; read with the first chart.
import { parse, randomLCG, setRandom, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { collectingLog } from "../../kernel/chart/vega/collecting-log.ts";
import { countMarks } from "../../kernel/chart/vega/count-marks.ts";
import { registerFormats } from "../../kernel/chart/vega/formats.ts";
import type { JsonObject } from "../../kernel/chart/vega/json.ts";
import { isObject } from "../../kernel/chart/vega/json.ts";
import { readLive } from "../../kernel/chart/vega/live-text.ts";
import { refusingLoader } from "../../kernel/chart/vega/refusing-loader.ts";
import { themeSignals } from "../../kernel/chart/vega/theme.ts";
import { useUtcInExpressions } from "../../kernel/chart/vega/utc.ts";
import { showTooltips } from "./chart-tooltip.ts";
import type { PageColours } from "./theme.ts";

/** Above so many marks elements are slower than pixels. */
const mostElements = 2_000;

export interface LiveChart {
  setColours(colours: PageColours): Promise<void>;
  /** In light colours on white: SVG as text, PNG in base64. */
  save(format: "svg" | "png"): Promise<string>;
  dispose(): void;
}

/**
 * Draws a chart that the kernel compiled.
 *
 * @param text  from the kernel's `liveText`
 * @throws Error where Vega cannot draw it
 */
export async function drawLive(
  text: string,
  element: HTMLElement,
  colours: PageColours,
): Promise<LiveChart> {
  registerFormats();
  setRandom(randomLCG(1));
  const spec = readLive(text);
  const series = seriesIn(spec);
  let signals = signalsOf(colours, series);
  for (const signal of signalsIn(spec)) {
    const value = signals.get(String(signal["name"]));
    if (value !== undefined) signal["value"] = value;
  }
  const dataflow = parse(spec, undefined, { ast: true });
  useUtcInExpressions(dataflow);
  const { logger, errors } = collectingLog();
  const view = new View(dataflow, { expr: expressionInterpreter, loader: refusingLoader, logger });
  view.tooltip(() => undefined);
  await view.runAsync();
  const { marks } = countMarks(view.scenegraph());
  // The kernel has drawn it; a page that draws nothing is at fault.
  if (errors.length > 0 || marks === 0) {
    view.finalize();
    throw new Error(errors[0] ?? "the page drew nothing.");
  }
  const label = element.getAttribute("aria-label") ?? "";
  const plot = document.createElement("div");
  element.replaceChildren(plot);
  await view
    .renderer(marks > mostElements ? "canvas" : "svg")
    .initialize(plot)
    .hover()
    .runAsync();
  // Vega makes a document of it, with parts of its own; here it is one picture with a name.
  for (const name of ["role", "aria-roledescription", "aria-label"]) plot.removeAttribute(name);
  element.setAttribute("aria-label", label);
  const hideTooltips = showTooltips(view, plot);

  const set = async (values: ReadonlyMap<string, unknown>): Promise<void> => {
    for (const [name, value] of values) view.signal(name, value);
    await view.runAsync();
  };
  return {
    async setColours(next) {
      signals = signalsOf(next, series);
      await set(signals);
    },
    async save(format) {
      // What is selected stays selected; only the colours change for the moment.
      const background = view.background();
      view.background("white");
      await set(new Map(Object.entries(themeSignals("light", series))));
      try {
        if (format === "svg") return await view.toSVG();
        return (await view.toImageURL("png", 2)).replace(/^[^,]*,/, "");
      } finally {
        view.background(background);
        await set(signals);
      }
    },
    dispose() {
      hideTooltips();
      view.finalize();
    },
  };
}

function signalsOf(colours: PageColours, series: number): ReadonlyMap<string, unknown> {
  const { isDark, fg, muted, grid, bg } = colours;
  const own = { vsFg: fg, vsMuted: muted, vsGrid: grid, vsBg: bg };
  return new Map(Object.entries({ ...themeSignals(isDark ? "dark" : "light", series), ...own }));
}

/** For how many series the kernel chose the palette. */
function seriesIn(spec: JsonObject): number {
  const palette = signalsIn(spec).find(({ name }) => name === "vsPal")?.["value"];
  return Array.isArray(palette) ? palette.length : 0;
}

function signalsIn(spec: JsonObject): JsonObject[] {
  return Array.isArray(spec["signals"]) ? spec["signals"].filter(isObject) : [];
}
