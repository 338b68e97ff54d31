/** What the page of an output sends, checked. */

import * as z from "zod";
import type { SaveChart } from "../chart-message.ts";
import { levelNames } from "../result-level.ts";
import { maxPageRows } from "../result-page.ts";
import type { PageRequest, SummaryRequest } from "../result-page.ts";
import type { ColumnFilter, TableView } from "../result-view.ts";
import type { TableAsk } from "../table-messages.ts";

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

export const pageRequest: z.ZodType<PageRequest> = z.object({
  result: z.string(),
  view: resultView,
  offset: z.int().nonnegative(),
  count: z.int().positive().max(maxPageRows),
});

export const summaryRequest: z.ZodType<SummaryRequest> = z.object({
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

/** From a chart's page, after JSON.parse. */
export const saveChart: z.ZodType<SaveChart> = z.object({
  type: z.literal("save-chart"),
  format: z.enum(["svg", "png"]),
  title: z.string(),
  data: z.string(),
});
