import type { LoadReport, Notice } from "../protocol/load-report.ts";
import { describeProblem, visible } from "../protocol/problem.ts";
import { fileKind } from "../report/file-kind.ts";
import { loadFacts, plural } from "../report/load-facts.ts";

const marks = { plain: " ", check: "✓", look: "!" } as const;

/** The load report for people: what was found, what was decided, what needs a look. */
export function reportText(report: LoadReport): string {
  const facts = loadFacts(report).map(
    ({ label, text, state }) => [marks[state], label, text] as const,
  );
  const width = Math.max(...facts.map(([, label]) => label.length));
  const lines = [
    `${report.name}: ${plural(report.rows.loaded, "row")} of ${report.files.map(({ name }) => name).join(", ")}`,
    ...facts.map(([mark, label, text]) => `  ${mark} ${label.padEnd(width)}  ${text}`),
    ...report.files.map(
      (file) =>
        `    ${"File".padEnd(width)}  ${fileKind(file)}, SHA-256 ${file.sha256.slice(0, 12)}…`,
    ),
  ];
  return `${lines.map(visible).join("\n")}\n${report.notices.map(noticeText).join("")}`;
}

export function noticeText({ level, problem }: Notice): string {
  return `  ${level === "warning" ? "!" : "i"} ${describeProblem({ ...problem, code: "internal" })}\n`;
}
