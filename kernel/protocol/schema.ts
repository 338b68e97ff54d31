/** What arrives at either end of the kernel's channel, checked. */

import * as z from "zod";
import type { CellInputs, KernelCall, KernelMessage, KernelMethod, KernelResult } from "./calls.ts";
import { exportFormats } from "./export.ts";
import type { LoadReport } from "./load-report.ts";
import type { CheckResult } from "./mistake.ts";
import type { Outline } from "./outline.ts";
import type { CellOutput, ParameterInput } from "./output.ts";
import type { SaveChart } from "./chart-message.ts";
import type { Problem } from "./problem.ts";
import { levelNames } from "./result-level.ts";
import { maxPageRows } from "./result-page.ts";
import type { PageRequest, SummaryRequest } from "./result-page.ts";
import type { ColumnFilter, TableView } from "./result-view.ts";
import type { TableAsk } from "./table-messages.ts";

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

const cellInputs: z.ZodType<CellInputs> = z.array(
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

const staleRequest = z
  .object({ ...state, shown: z.array(cellInputs.nullable().optional()) })
  .refine(({ cells, shown }) => shown.length === cells.length, "one for each cell");
const column = z.string();
const columnFilter: z.ZodType<ColumnFilter> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("values"), column, values: z.array(z.string().nullable()) }),
  z.object({
    kind: z.literal("range"),
    column,
    from: z.string().nullable(),
    to: z.string().nullable(),
  }),
  z.object({ kind: z.literal("contains"), column, text: z.string() }),
  z.object({ kind: z.literal("missing"), column, isMissing: z.boolean() }),
]);
const filters = z.array(columnFilter);
const levelPlace = z.object({
  from: z.enum(levelNames),
  opened: z.array(z.string().nullable()),
});
const resultView = z.object({
  sort: z.array(z.object({ column, descending: z.boolean() })),
  filters,
  level: levelPlace.exactOptional(),
});

const tableView: z.ZodType<TableView> = z.object({
  ...resultView.shape,
  columns: z.array(column).nullable(),
});

const pageRequest: z.ZodType<PageRequest> = z.object({
  result: z.string(),
  view: resultView,
  offset: z.int().nonnegative(),
  count: z.int().positive().max(maxPageRows),
});

const summaryRequest: z.ZodType<SummaryRequest> = z.object({
  result: z.string(),
  column,
  filters,
  search: z.string(),
});

const askId = z.string();
export const tableAsk: z.ZodType<TableAsk> = z.discriminatedUnion("ask", [
  z.object({ ask: z.literal("page"), id: askId, request: pageRequest }),
  z.object({ ask: z.literal("summary"), id: askId, request: summaryRequest }),
  z.object({ ask: z.literal("stop"), result: z.string() }),
  z.object({ ask: z.literal("keepView"), result: z.string(), view: tableView }),
]);

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

// Both ends are of one build, so what the kernel's own types made is not taken apart again.
const problem = z.custom<Problem>(
  (value) => z.looseObject({ code: z.string(), message: z.string() }).safeParse(value).success,
  "a problem",
);
const output = z.custom<CellOutput>(
  (value) => z.looseObject({ kind: z.string() }).safeParse(value).success,
  "an output",
);

const parameterInput = z.custom<ParameterInput>(
  (value) => z.looseObject({ name: z.string(), kind: z.string() }).safeParse(value).success,
  "a parameter",
);
const outline = z.custom<Outline>(
  (value) =>
    z
      .object({
        sources: z.array(z.unknown()),
        results: z.array(z.unknown()),
        metrics: z.array(z.unknown()),
      })
      .safeParse(value).success,
  "an outline",
);
const checkResult = z.custom<CheckResult>(
  (value) =>
    z.object({ mistakes: z.array(z.unknown()), unread: z.array(z.unknown()) }).safeParse(value)
      .success,
  "a check's result",
);
const loadReport = z.custom<LoadReport>(
  (value) => z.looseObject({ version: z.literal(1) }).safeParse(value).success,
  "a load report",
);
const missingResult = z.object({
  index: z.int().nonnegative(),
  reason: z.enum(["not_run", "changed", "failed"]),
});
const loadFact = z.object({
  label: z.string(),
  text: z.string(),
  state: z.enum(["plain", "check", "look"]),
});

export const kernelMessage: z.ZodType<KernelMessage> = z.discriminatedUnion("type", [
  z.object({ type: z.literal("answer"), id, result: z.unknown().optional() }),
  z.object({ type: z.literal("failure"), id, problem }),
  z.discriminatedUnion("name", [
    z.object({
      type: z.literal("event"),
      name: z.literal("progress"),
      value: z.object({ what: z.string(), share: z.number().nullable() }),
    }),
    z.object({
      type: z.literal("event"),
      name: z.literal("printed"),
      value: z.object({ text: z.string() }),
    }),
  ]),
]);

/** From a chart's page, after JSON.parse. */
export const saveChart: z.ZodType<SaveChart> = z.object({
  type: z.literal("save-chart"),
  format: z.enum(["svg", "png"]),
  title: z.string(),
  data: z.string(),
});

const outputValue = z.union([z.number(), z.string(), z.boolean(), z.null()]);
const row = z.array(outputValue);
const count = z.int().nonnegative();
const textRange = z.object({ line: count, character: count, endLine: count, endCharacter: count });
const unanswered = z.unknown().transform(() => undefined);

export const kernelResults: {
  readonly [Method in KernelMethod]: z.ZodType<KernelResult<Method>>;
} = {
  open: z.object({ engine: z.string() }),
  runCell: z.object({
    outputs: z.array(z.object({ output, text: z.string() })),
    madeFrom: cellInputs.nullable(),
  }),
  staleCells: z.array(z.object({ index: z.int(), because: z.array(z.string()) })),
  parameters: z.array(parameterInput),
  outline,
  textMarks: z.array(
    z.object({
      index: count,
      start: count,
      end: count,
      problem,
      replacements: z.array(z.string()),
    }),
  ),
  explain: z.string(),
  rename: z.object({
    texts: z.array(z.object({ index: count, start: count, end: count, text: z.string() })),
    attributes: z.array(z.object({ index: count, attributes: z.string() })),
  }),
  check: checkResult,
  pinInputs: z.object({
    index: count,
    edit: z.object({ range: textRange, text: z.string() }),
    files: count,
  }),
  report: z.object({ html: z.string(), missing: z.array(missingResult) }),
  exportReport: unanswered,
  exportScript: unanswered,
  exportResult: z.object({ rows: z.int() }),
  previewSource: z.object({
    report: loadReport,
    facts: z.array(loadFact),
    suggestedName: z.string(),
  }),
  templates: z.object({
    templates: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        description: z.string(),
        path: z.string(),
        plugin: z.object({
          name: z.string(),
          path: z.string(),
          packageName: z.string().nullable(),
        }),
      }),
    ),
    problems: z.array(problem),
  }),
  readPage: z.object({
    rows: z.array(row),
    total: count,
    of: count,
    level: z.object({ rows: count, totals: row }).exactOptional(),
  }),
  summariseColumn: z.object({
    rows: count,
    missing: count,
    distinct: count,
    min: outputValue,
    max: outputValue,
    median: outputValue,
    bins: z.array(z.object({ from: z.string(), to: z.string(), rows: count })),
    values: z.array(z.object({ value: outputValue, rows: count })),
  }),
  stopReading: unanswered,
  stop: unanswered,
  ping: unanswered,
};
