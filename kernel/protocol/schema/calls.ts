/** What arrives at the kernel's end of its channel, checked. */

import * as z from "zod";
import type { KernelCall } from "../calls.ts";
import { exportFormats } from "../export.ts";
import { cellInputs } from "./cell-inputs.ts";
import { pageRequest, summaryRequest } from "./pages.ts";

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
  inheritFrom: z.string().exactOptional(),
  cacheFolder: z.string(),
  sessionFolder: z.string(),
  plugins: z.array(z.string()).exactOptional(),
});

const state = {
  cells: z.array(cellText),
  parameters: z.record(z.string(), z.string()).exactOptional(),
};
const notebookState = z.object(state);

const withIndex = { ...state, index: z.int().nonnegative() };
const inside = ({ cells, index }: { readonly cells: readonly unknown[]; readonly index: number }) =>
  index < cells.length;
const anIndex = "an index of one of the cells";

const runCellRequest = z.object(withIndex).refine(inside, anIndex);
const renameRequest = z
  .object({ ...withIndex, offset: z.int().nonnegative(), to: z.string() })
  .refine(inside, anIndex);
const exportReportRequest = z.object({ ...state, path: z.string() });
const exportScriptRequest = z.object({ ...state, path: z.string() });
const exportResultRequest = z
  .object({ ...withIndex, path: z.string(), format: z.enum(exportFormats) })
  .refine(inside, anIndex);

const staleRequest = z
  .object({ ...state, shown: z.array(cellInputs.nullable().optional()) })
  .refine(({ cells, shown }) => shown.length === cells.length, "one for each cell");
const namedPlugin = z.object({ written: z.string(), notebookPath: z.string() });

const type = z.literal("call");

export const kernelCall: z.ZodType<KernelCall> = z.discriminatedUnion("method", [
  z.object({ type, id, method: z.literal("open"), params: z.tuple([openRequest]) }),
  z.object({ type, id, method: z.literal("runCell"), params: z.tuple([runCellRequest]) }),
  z.object({ type, id, method: z.literal("staleCells"), params: z.tuple([staleRequest]) }),
  z.object({ type, id, method: z.literal("parameters"), params: z.tuple([notebookState]) }),
  z.object({ type, id, method: z.literal("outline"), params: z.tuple([notebookState]) }),
  z.object({ type, id, method: z.literal("textMarks"), params: z.tuple([notebookState]) }),
  z.object({ type, id, method: z.literal("explain"), params: z.tuple([runCellRequest]) }),
  z.object({ type, id, method: z.literal("rename"), params: z.tuple([renameRequest]) }),
  z.object({ type, id, method: z.literal("check"), params: z.tuple([notebookState]) }),
  z.object({ type, id, method: z.literal("report"), params: z.tuple([notebookState]) }),
  z.object({ type, id, method: z.literal("exportScript"), params: z.tuple([exportScriptRequest]) }),
  z.object({ type, id, method: z.literal("pinInputs"), params: z.tuple([notebookState]) }),
  z.object({ type, id, method: z.literal("exportReport"), params: z.tuple([exportReportRequest]) }),
  z.object({ type, id, method: z.literal("exportResult"), params: z.tuple([exportResultRequest]) }),
  z.object({
    type,
    id,
    method: z.literal("previewSource"),
    params: z.tuple([z.object({ path: z.string() })]),
  }),
  z.object({ type, id, method: z.literal("templates"), params: z.tuple([z.array(namedPlugin)]) }),
  z.object({ type, id, method: z.literal("readPage"), params: z.tuple([pageRequest]) }),
  z.object({ type, id, method: z.literal("summariseColumn"), params: z.tuple([summaryRequest]) }),
  z.object({ type, id, method: z.literal("stopReading"), params: z.tuple([z.string()]) }),
  z.object({ type, id, method: z.literal("stop"), params: nothing }),
  z.object({ type, id, method: z.literal("ping"), params: nothing }),
]);

/** Of a call that is otherwise unreadable, so that it can be answered all the same. */
export const callId = z.looseObject({ type, id });
