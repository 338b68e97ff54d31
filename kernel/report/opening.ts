import type { LoadReport, Notice } from "../protocol/load-report.ts";
import { methodAnchor } from "./data-and-method.ts";
import { plural } from "./load-facts.ts";
import type { Markup } from "./markup.ts";
import { markup } from "./markup.ts";
import type { ReportModel } from "./model.ts";
import type { Prose } from "./prose.ts";

/** The head of the report: what it asks, and on what data. */
export function opening(
  { title, loads, notices, incomplete }: ReportModel,
  heading: Prose["heading"],
): Markup {
  const kicker =
    heading && heading.text !== title.trim()
      ? markup`<p class="kicker"><bdi>${title}</bdi></p>
`
      : null;
  const facts =
    loads.length === 0
      ? null
      : markup`<dl class="basis" lang="en">${basis(loads, notices)}</dl>
`;
  const draft =
    incomplete === null
      ? null
      : markup`<div class="problem" lang="en" role="note"><p><b>Not a whole report.</b> ${incomplete}</p></div>
`;
  return markup`<header>
${kicker}<h1>${heading ? heading.content : title}</h1>
${draft}${facts}</header>
`;
}

function basis(loads: readonly LoadReport[], own: readonly Notice[]): Markup[] {
  const periods = loads.flatMap(({ dates }) => (dates ? [dates] : []));
  const from = periods.map((period) => period.from).toSorted()[0];
  const to = periods
    .map((period) => period.to)
    .toSorted()
    .at(-1);
  const currencies = [...new Set(loads.flatMap((load) => load.currencies))].toSorted();
  const warnings = [...own, ...loads.flatMap(({ notices }) => notices)].filter(
    ({ level }) => level === "warning",
  );
  const rows = loads.map(({ rows: { loaded } }) => plural(loaded, "row"));
  return [
    ...(from !== undefined && to !== undefined
      ? [entry("Period", `${day(from)} – ${day(to)}`)]
      : []),
    entry(
      loads.length === 1 ? "Source" : "Sources",
      loads.map(({ export: { label } }, index) => `${label}, ${rows[index] ?? ""}`).join("; "),
    ),
    ...(currencies.length > 0 ? [entry("Currency", currencies.join(", "))] : []),
    entry(
      "Data checks",
      markup`<a href="#${methodAnchor}">${warnings.length === 0 ? "no warnings" : plural(warnings.length, "warning")}</a>`,
    ),
  ];
}

function entry(label: string, value: Markup | string): Markup {
  return markup`<div><dt>${label}</dt><dd>${value}</dd></div>
`;
}

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** "2026-05-01" as "1 May 2026". */
function day(iso: string): string {
  const [year = "", month = "", date = ""] = iso.split("-");
  return `${Number(date)} ${months[Number(month) - 1] ?? month} ${year}`;
}
