/** What arrives at either end of the kernel's channel, checked. */

import * as z from "zod";
import type { KernelCall, KernelMessage, KernelMethod, KernelResult } from "./calls.ts";
import type { SaveChart } from "./chart-message.ts";
import type { CellOutput } from "./output.ts";
import type { Problem } from "./problem.ts";

const id = z.int().nonnegative();
const nothing = z.tuple([]);

const cellText = z.object({
  kind: z.enum(["setup", "code", "markdown"]),
  language: z.string(),
  attributes: z.string(),
  text: z.string(),
});

const openRequest = z.object({
  notebookPath: z.string(),
  notebookUri: z.string(),
  cacheFolder: z.string(),
  sessionFolder: z.string(),
});

const runCellRequest = z
  .object({ cells: z.array(cellText), index: z.int().nonnegative() })
  .refine(({ cells, index }) => index < cells.length, "an index of one of the cells");

const type = z.literal("call");

export const kernelCall: z.ZodType<KernelCall> = z.discriminatedUnion("method", [
  z.object({ type, id, method: z.literal("open"), params: z.tuple([openRequest]) }),
  z.object({ type, id, method: z.literal("runCell"), params: z.tuple([runCellRequest]) }),
  z.object({ type, id, method: z.literal("stop"), params: nothing }),
  z.object({ type, id, method: z.literal("ping"), params: nothing }),
]);

/** Of a call that is otherwise unreadable, so that it can be answered all the same. */
export const callId = z.looseObject({ type, id });

// Both ends are of one build, so what the kernel's own types made is not taken apart again.
const problem = z.custom<Problem>(
  (value) => z.looseObject({ code: z.string(), message: z.string() }).safeParse(value).success,
  "a problem",
);
const output = z.custom<CellOutput>(
  (value) => z.looseObject({ kind: z.string() }).safeParse(value).success,
  "an output",
);

export const kernelMessage: z.ZodType<KernelMessage> = z.discriminatedUnion("type", [
  z.object({ type: z.literal("answer"), id, result: z.unknown().optional() }),
  z.object({ type: z.literal("failure"), id, problem }),
  z.object({
    type: z.literal("event"),
    name: z.literal("progress"),
    value: z.object({ what: z.string(), share: z.number().nullable() }),
  }),
]);

/** From a chart's page, after JSON.parse. */
export const saveChart: z.ZodType<SaveChart> = z.object({
  type: z.literal("save-chart"),
  format: z.enum(["svg", "png"]),
  title: z.string(),
  data: z.string(),
});

const unanswered = z.unknown().transform(() => undefined);

export const kernelResults: {
  readonly [Method in KernelMethod]: z.ZodType<KernelResult<Method>>;
} = {
  open: z.object({ engine: z.string() }),
  runCell: z.object({ outputs: z.array(z.object({ output, text: z.string() })) }),
  stop: unanswered,
  ping: unanswered,
};
