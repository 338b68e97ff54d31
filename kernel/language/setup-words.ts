/** What the settings of a setup cell are for, by where they stand. */

import { numberUnits } from "../protocol/unit.ts";

type Words = Readonly<Record<string, string>>;

const top: Words = {
  "campaign-notebook": "Version of the notebook's format: 1.",
  title: "Title of the notebook and its report.",
  sources: "Exports to load, each under the name that SQL uses.",
  targets: "Goals by metric name; ratios as 0–1, money in the account's currency.",
  baseline: "The period before the change.",
  params: "Values that SQL takes as $name, and that can be set without editing.",
  columns: "The notebook's own metrics, each a formula over columns.",
  plugins: "Files that bring more formats and metrics.",
  include: "Files with definitions that several notebooks use.",
  inputs: "Values for cells in TypeScript.",
};

const source: Words = {
  path: "A file, a list of files, or a pattern such as exports/*.csv, relative to the notebook.",
  as: "The export that the file has to be recognised as.",
  attribution: "Attribution window, such as 7-day click, 1-day view.",
  region: "Where the account's people are.",
  timezone: "Time zone of the account's days, such as Europe/Oslo.",
  currency: "Currency of the money in files that do not say it, such as EUR.",
  locale: "How numbers and dates are written, such as de-DE.",
  clicks: "Which clicks a bare “Clicks” column counts.",
  origin: "Whether the figures are the platform's or your own.",
  as_of: "The day the export was made.",
  personal_data: "Columns with personal data to load all the same.",
};

const column: Words = {
  formula: "Over columns and metrics, used over sums: cost / video_views_6s.",
  unit: "What it measures, and so how it is written.",
  label: "What people call it.",
};

const parameter: Words = {
  kind: "What can be given. Told by the default where it is left out.",
  default: "The value unless another one is set.",
  label: "What people call it.",
  choices: "A list to choose from, or a query whose first column is one.",
  min: "The smallest number.",
  max: "The largest number.",
};

const period: Words = { from: "The first day.", to: "The last day." };

/** The settings that may stand in the map at a path, with what each is for. */
export function settingsAt(path: readonly string[]): Words {
  const [section, name, setting] = path;
  if (section === undefined) return top;
  if (section === "baseline" || (section === "params" && setting === "default")) return period;
  if (name === undefined || setting !== undefined) return {};
  if (section === "sources") return source;
  if (section === "columns") return column;
  return section === "params" ? parameter : {};
}

/** The values that a setting takes, where they are few and known. */
export function valuesAt(path: readonly string[]): readonly string[] {
  const [section, , setting] = path;
  if (section === "campaign-notebook") return ["1"];
  switch (`${section} ${setting}`) {
    case "sources clicks":
      return ["destination", "all"];
    case "sources origin":
      return ["platform", "own"];
    case "sources timezone":
      return Intl.supportedValuesOf("timeZone");
    case "columns unit":
      return numberUnits;
    case "params kind":
      return ["number", "text", "date", "date_range", "choice", "query"];
    default:
      return [];
  }
}

/** Whether a path to an export is written there. */
export function isFilePath([section, name, setting]: readonly string[]): boolean {
  return (
    section === "sources" && name !== undefined && (setting === undefined || setting === "path")
  );
}

export function isFormula([section, name, setting]: readonly string[]): boolean {
  return (
    section === "columns" && name !== undefined && (setting === undefined || setting === "formula")
  );
}
