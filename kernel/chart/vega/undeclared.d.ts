// Exports of Vega that its own types leave out.
import "vega";

declare module "vega" {
  export const textMetrics: {
    width: (
      item: { readonly fontSize?: number; readonly fontWeight?: string | number },
      text: unknown,
    ) => number;
  };
  export function bin(options: Record<string, unknown>): {
    start: number;
    stop: number;
    step: number;
  };
  export function randomLCG(seed: number): () => number;
  export function setRandom(random: () => number): void;
}
