import type { Notice } from "../../protocol/load-report.ts";
import { warn } from "../notice.ts";
import type { JsonRecord } from "./json-records.ts";

/** What the answer of an API says about itself: it is one page of several, or another follows. */
export interface AnswerPage {
  /** 0 where pages have no numbers. */
  readonly page: number;
  readonly pages: number;
  /** Rows on all pages. */
  readonly total: number;
  readonly next: boolean;
}

/** @param fields what stands beside the rows of an answer */
export function answerPage(fields: JsonRecord): AnswerPage {
  const info = fields.get("data.page_info") ?? "";
  const stated = (name: string): number =>
    Number(new RegExp(`"${name}":"?(\\d{1,9})\\b`).exec(info)?.[1] ?? 0);
  return {
    page: stated("page"),
    pages: Math.min(stated("total_page"), 10_000),
    total: stated("total_number"),
    next: (fields.get("paging.next") ?? "") !== "",
  };
}

/** @param answers all that one source holds: pages may come in files of their own */
export function missingPages(answers: readonly AnswerPage[]): Notice[] {
  const next = "Load all pages as one source: as several files, or one after another in a file.";
  for (const { pages, total } of answers) {
    const same = answers.filter((each) => each.pages === pages && each.total === total);
    const seen = new Set(same.map(({ page }) => page));
    const missing = Array.from({ length: pages }, (_, index) => index + 1).filter(
      (page) => !seen.has(page),
    );
    if (missing.length > 0 && !seen.has(0))
      return [
        warn(
          "truncated_input",
          `The answer has ${pages} pages with ${total} rows; page ${missing.slice(0, 5).join(", ")}${missing.length > 5 ? " …" : ""} is not there.`,
          next,
        ),
      ];
  }
  return answers.length > 0 && answers.every((answer) => answer.next)
    ? [warn("truncated_input", "The answer names a next page, which is not there.", next)]
    : [];
}

/** What an answer has besides rows, as APIs name it: nothing of it is data. */
const about =
  /(?:^|\.)(?:code|msg|message|status|success|error|kind|etag|version|url|request\w*|trace\w*|page\w*|paging\w*|cursor\w*|next\w*|prev\w*|has_?more|total\w*|row_?count|count|size|limit|offset|schema|meta\w*|summary|headers?|@odata)(?:$|\.)/i;

/** Fields beside a list of rows that may belong to each of them. */
export function besideRows(fields: JsonRecord): string[] {
  return [...fields].flatMap(([name, text]) => (text === "" || about.test(name) ? [] : [name]));
}
