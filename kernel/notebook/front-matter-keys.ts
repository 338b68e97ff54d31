/** What may be written in the front matter, for documentation and help while typing. */
export interface FrontMatterKey {
  /** Sections joined by dots; `*` stands for a name of one's own. */
  readonly path: string;
  readonly takes: string;
  readonly doc: string;
  readonly example: string;
}

export const frontMatterKeys: readonly FrontMatterKey[] = [
  key("campaign-notebook", "1", "The version of the format; the first line.", "1"),
  key("title", "text", "Title of the notebook and its report.", "High CTR, low CVR"),
  key(
    "sources",
    "a map of names",
    "Exports as tables: a path, a list of paths, or what the files are and do not say.",
    "{ads: exports/ads-daily.csv}",
  ),
  key(
    "sources.*.path",
    "a path or a list",
    "Relative to the notebook; * and ? match in a folder.",
    '[ads-may.csv, "exports/*.csv"]',
  ),
  key("sources.*.as", "an export's id", "Holds the file to this export.", "tiktok-ads-manager"),
  key(
    "sources.*.attribution",
    "text",
    "The window behind its conversions.",
    "7-day click, 1-day view",
  ),
  key("sources.*.region", "text", "Where the ads ran.", "Norway"),
  key("sources.*.timezone", "a time zone", "That of its days.", "Europe/Oslo"),
  key("sources.*.currency", "three letters", "For money without one.", "NOK"),
  key(
    "sources.*.locale",
    "a locale",
    "Settles dates and numbers that can be read in two ways.",
    "de-DE",
  ),
  key(
    "sources.*.clicks",
    "destination or all",
    "Which clicks a bare “Clicks” column counts.",
    "destination",
  ),
  key(
    "sources.*.cvr",
    "clicks or impressions",
    "What a bare “CVR” column is per, where its values do not tell.",
    "clicks",
  ),
  key("sources.*.origin", "platform or own", "Whether the platform or you counted.", "platform"),
  key("sources.*.as_of", "a date", "The day the export was made.", "2026-05-31"),
  key(
    "sources.*.personal_data",
    "a column or a list",
    "Columns with personal data to load all the same.",
    "[buyer_name]",
  ),
  key(
    "targets",
    "a map of metrics to numbers",
    "Core KPIs; ratios as 0–1, money in the account's currency.",
    "{roas: 2.5}",
  ),
  key(
    "thresholds",
    "a map of numbers",
    "Replaces thresholds of the rules of `diagnose`, for one rule or for all that have it.",
    "{A1.high_ctr: 1.5, min_clicks: 100}",
  ),
  key("baseline", "a date range", "The period before the change.", "2026-04-01..2026-04-30"),
  key(
    "params",
    "a map of names",
    "Parameters: a value, or its kind with more. $name in SQL is bound.",
    "{min_clicks: 100}",
  ),
  key(
    "params.*.kind",
    "number, text, date, date_range, choice, query",
    "What is asked for.",
    "number",
  ),
  key("params.*.default", "a value", "What it is until someone changes it.", "100"),
  key("params.*.label", "text", "What is written at the input.", "Least clicks"),
  key("params.*.choices", "a list, or a query", "What can be chosen.", "[Norway, Sweden]"),
  key("params.*.min", "a number", "The least that is taken.", "0"),
  key("params.*.max", "a number", "The most that is taken.", "1000"),
  key(
    "columns",
    "a map of names",
    "Metrics of one's own: a formula, or a formula with more. Used over sums like a built-in one.",
    "{cost_per_engaged_view: cost / video_views_6s}",
  ),
  key(
    "columns.*.formula",
    "+ - * / over columns, metrics and other columns",
    "The function's parameters are its columns in order of appearance. A division by zero gives NULL.",
    "cost / video_views_6s",
  ),
  key(
    "columns.*.unit",
    "count, people, money, ratio, multiple, seconds, score",
    "How it is written; without one, that of the formula where it is certain.",
    "money",
  ),
  key("columns.*.label", "text", "What tables and charts call it.", "Cost per engaged view"),
  key(
    "columns.*.better",
    "higher, lower, neither",
    "Which direction an advertiser wants.",
    "lower",
  ),
  key(
    "include",
    "a path or a list",
    "YAML files with columns: that several notebooks share, relative to the notebook. A name may be defined once, there or here. Cells are stale when a column that they call changes there.",
    "team.yaml",
  ),
  key(
    "plugins",
    "a path or a list",
    "Modules that add exports, metrics, columns, diagnoses and views; see docs/plugins.md.",
    "./plugin.ts",
  ),
  key("inputs", "a map", "Values for plugins.", "{}"),
  key(
    "pins",
    "a map",
    "Written by Pin Inputs: SHA-256 and rows of each file of each source, of included files and plugins, and the versions. Other bytes or versions are told when the notebook runs, and fail `check`.",
    '{product: "0.1.0", engine: "1.5.5"}',
  ),
];

function key(path: string, takes: string, doc: string, example: string): FrontMatterKey {
  return { path, takes, doc, example };
}
