import type { ActivationFunction } from "vscode-notebook-renderer";
import type { ChartOutput } from "../../kernel/protocol/output.ts";
import { ChartFigure } from "./chart-figure.ts";

/** Draws `application/vnd.campaign-notebook.chart`. */
export const activate: ActivationFunction = (context) => {
  const figures = new Map<string, ChartFigure>();
  const drop = (id: string): void => {
    figures.get(id)?.dispose();
    figures.delete(id);
  };
  return {
    async renderOutputItem(item, element, signal) {
      drop(item.id);
      // Made by the extension of this renderer's build.
      const output: ChartOutput = item.json();
      const post = context.postMessage?.bind(context);
      const figure = new ChartFigure(element, output, post);
      figures.set(item.id, figure);
      signal.addEventListener("abort", () => figure.dispose(), { once: true });
      await figure.draw();
    },
    disposeOutputItem(id) {
      for (const known of id === undefined ? [...figures.keys()] : [id]) drop(known);
    },
  };
};
