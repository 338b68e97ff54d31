import type { Problem } from "./problem.ts";
import type { ColumnSummary, PageRequest, ResultPage, SummaryRequest } from "./result-page.ts";
import type { TableView } from "./result-view.ts";

/** What a drawn table asks of its notebook. It travels as JSON text, which the editor hands on unread. */
export type TableAsk =
  | { readonly ask: "page"; readonly id: string; readonly request: PageRequest }
  | { readonly ask: "summary"; readonly id: string; readonly request: SummaryRequest }
  /** What is read of a result is no longer wanted. */
  | { readonly ask: "stop"; readonly result: string }
  /** The view is written into the fence line of the cell that shows the result. */
  | { readonly ask: "keepView"; readonly result: string; readonly view: TableView };

export type TableReply =
  | { readonly id: string; readonly page: ResultPage }
  | { readonly id: string; readonly summary: ColumnSummary }
  | { readonly id: string; readonly problem: Problem };
