import * as z from "zod";
import type { CellInputs } from "../calls.ts";

export const cellInputs: z.ZodType<CellInputs> = z.array(
  z.object({
    kind: z.enum([
      "text",
      "setup",
      "result",
      "above",
      "parameter",
      "source",
      "metric",
      "targets",
      "names",
    ]),
    name: z.string(),
    hash: z.string(),
  }),
);
