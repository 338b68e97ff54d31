import type { SaveChart } from "../../kernel/protocol/chart-message.ts";
import type { ChartOutput } from "../../kernel/protocol/output.ts";
import type { ActivationFunction } from "../renderer-context.ts";
import { ChartFigure } from "./chart-figure.ts";

/** Draws `application/vnd.campaign-notebook.chart`. */
export const activate: ActivationFunction = (context) => {
  const figures = new Map<string, ChartFigure>();
  const drop = (id: string): void => {
    figures.get(id)?.dispose();
    figures.delete(id);
  };
  // VS Code takes other messages apart, byte by byte.
  const post =
    context.postMessage && ((message: SaveChart) => context.postMessage?.(JSON.stringify(message)));
  return {
    renderOutputItem(item, element) {
      drop(item.id);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made by the extension of this renderer's build
      const output = item.json() as ChartOutput;
      const figure = new ChartFigure(element, output, post);
      figures.set(item.id, figure);
      void figure.draw();
    },
    disposeOutputItem(id) {
      for (const known of id === undefined ? [...figures.keys()] : [id]) drop(known);
    },
  };
};
