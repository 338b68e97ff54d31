/** What a row of an account's structure is about, from the coarsest on. */
export const levelNames = ["campaign", "adgroup", "ad"] as const;

export type LevelName = (typeof levelNames)[number];

/** What its rows are called. */
export const levelLabels = {
  campaign: { one: "campaign", many: "campaigns" },
  adgroup: { one: "ad group", many: "ad groups" },
  ad: { one: "ad", many: "ads" },
} as const;

/** One of a result's levels. */
export interface ResultLevel {
  readonly name: LevelName;
  /** The column that tells its rows apart: their id, or their name where the result has no id. */
  readonly key: string;
  /** The column by which people know them. */
  readonly label: string;
}

/** Where a reader is in the levels of a result. */
export interface LevelPlace {
  /** The coarsest level that the result has. */
  readonly from: LevelName;
  /** Keys of the rows that were opened, the coarsest first. With one for each level it is the rows of one ad. */
  readonly opened: readonly (string | null)[];
}

/** The levels of a result, from the coarsest on; none where it has fewer than two. */
export function levelsOf(
  columns: readonly { readonly name: string; readonly type: string }[],
): readonly ResultLevel[] {
  const textColumn = (name: string) =>
    columns.find((column) => column.name === name && column.type === "VARCHAR")?.name;
  const levels = levelNames.flatMap((name) => {
    const [id, label] = [textColumn(`${name}_id`), textColumn(`${name}_name`)];
    const key = id ?? label;
    return key === undefined ? [] : [{ name, key, label: label ?? key }];
  });
  return levels.length < 2 ? [] : levels;
}

/** The level that a place shows; undefined: the result's own rows, of one ad. */
export function levelAt(
  levels: readonly ResultLevel[],
  { opened }: LevelPlace,
): ResultLevel | undefined {
  return levels[opened.length];
}

/** Whether a column is about another level than the one that a place shows: not summed up, or the same throughout. */
export function isOfOther(
  name: string,
  levels: readonly ResultLevel[],
  place: LevelPlace,
): boolean {
  return levels
    .filter((level) => level !== levelAt(levels, place))
    .some((level) => name === `${level.name}_id` || name === `${level.name}_name`);
}
