import { formatNumber } from "../protocol/number-format.ts";
import type { LoadCheck } from "./load-check.ts";
import { fine, found, needs } from "./load-check.ts";
import { systemChecks } from "./system-checks.ts";
import { plural } from "./wording.ts";

const aNotebook = "a notebook, whose front matter says it";
/** Source document 000: how late figures may come. */
const lateDays = 2;

/** Rules that read the load report and the front matter instead of rows. */
export const loadChecks: readonly LoadCheck[] = [
  ...systemChecks,
  {
    id: "C4",
    name: "The figures are not fresh",
    severity: "medium",
    action: "Wait and load again, or mark the last days as preliminary.",
    look: ({ report: { dates, declared } }) => {
      const asOf = declared["as_of"];
      if (!dates) return needs("a column with dates");
      if (asOf === undefined) return needs("as_of: in the source, the day the export was made");
      const days = Math.round((Date.parse(asOf) - Date.parse(dates.to)) / 86_400_000);
      return days > lateDays
        ? found(
            `The export was made on ${asOf}, and its last day is ${dates.to}: ${days} days before, where 24 to 48 hours are ordinary.`,
          )
        : fine;
    },
  },
  {
    id: "C7",
    name: "Attribution windows differ",
    severity: "medium",
    action: "Unify the windows before comparing reports.",
    look: ({ notebook }) => {
      if (!notebook || notebook.attributions.length < 2) return needs("a second source");
      const stated = notebook.attributions.filter(({ window }) => window !== null);
      if (stated.length < notebook.attributions.length)
        return needs("attribution: in every source");
      const windows = new Set(stated.map(({ window }) => window));
      return windows.size > 1
        ? found(
            stated.map(({ source, window }) => `${source} counts ${window ?? ""}`).join("; ") + ".",
          )
        : fine;
    },
  },
  {
    id: "C14",
    name: "No core KPI is defined",
    severity: "low",
    action: "Define the core KPI first: targets: {roas: 2.5} in the front matter.",
    look: ({ notebook }) => {
      if (!notebook) return needs(aNotebook);
      return notebook.targets === 0 ? found("The notebook states no target.") : fine;
    },
  },
  {
    id: "C15",
    name: "No baseline",
    severity: "low",
    action: "Load the period before the change too, and name it as baseline: in the front matter.",
    look: ({ report: { dates }, notebook }) => {
      if (!notebook) return needs(aNotebook);
      if (!dates) return needs("a column with dates");
      const { baseline } = notebook;
      if (!baseline) return found("The notebook names no period before the change.");
      return baseline.from < dates.from || baseline.to > dates.to
        ? found(
            `The baseline is ${baseline.from} to ${baseline.to}, and the source holds ${dates.from} to ${dates.to}.`,
          )
        : fine;
    },
  },
  {
    id: "C17",
    name: "Days are missing",
    severity: "medium",
    action: "Load the missing days, or leave their weeks out of comparisons.",
    look: ({ report: { dates } }) => {
      if (!dates) return needs("a column with dates");
      const { missing, missingDays } = dates;
      return missingDays > 0
        ? found(
            `${plural(missingDays, "day")} between ${dates.from} and ${dates.to} without any row: ${missing.slice(0, 5).join(", ")}${missingDays > 5 ? " …" : ""}.`,
          )
        : fine;
    },
  },
  {
    id: "C18",
    name: "The attribution window is not stated",
    severity: "low",
    action:
      "Write attribution: into the source, as in “7-day click, 1-day view”, and check that its logic is reasonable.",
    look: ({ report: { declared, grain, name } }) => {
      if (grain.level.startsWith("order")) return needs("conversions: orders have no window");
      return declared["attribution"] === undefined
        ? found(
            `Nothing says by which window and which click the conversions of “${name}” are counted.`,
          )
        : fine;
    },
  },
  {
    id: "D8",
    name: "The load is not whole",
    severity: "high",
    action: "Download the export again, and compare one or two core figures with the platform.",
    look: ({ report: { totals, rejected, duplicates } }) => {
      const faults = [
        ...(totals.status === "differs"
          ? totals.columns
              .filter(({ agrees }) => !agrees)
              .slice(0, 3)
              .map(
                ({ column, printed, summed }) =>
                  `the totals row prints ${printed} for ${column} and the rows add up to ${summed}`,
              )
          : []),
        ...rejected
          .slice(0, 3)
          .map(
            ({ column, count }) =>
              `${formatNumber(count, "count")} values of ${column} cannot be read`,
          ),
        ...(duplicates.rows > 0
          ? [`${plural(duplicates.rows, "row")} have the key of another row`]
          : []),
      ];
      return faults.length === 0 ? fine : found(`${capital(faults.join("; "))}.`);
    },
  },
  {
    id: "D9",
    name: "Columns that nobody knows",
    severity: "low",
    action: "Check whether the platform renamed a column that a rule needs.",
    look: ({ report: { columns } }) => {
      const unknown = columns.filter(({ means }) => means === null).map(({ header }) => header);
      return unknown.length === 0
        ? fine
        : found(
            `${plural(unknown.length, "column")} of an unknown meaning: ${unknown.slice(0, 6).join(", ")}${unknown.length > 6 ? " …" : ""}.`,
          );
    },
  },
];

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
