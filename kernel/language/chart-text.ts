/** Charts as a person writes them in a cell: one line for each encoding. */

export type FieldType = "quantitative" | "temporal" | "nominal";

export interface Encoding {
  readonly field?: string;
  readonly type: FieldType;
  readonly aggregate?: "count";
  readonly bin?: true;
  readonly sort?: "-x" | null;
  readonly title?: null;
}

export interface SuggestedChart {
  readonly mark: "bar" | "line" | "point" | "rect";
  /** Columns that become rows. */
  readonly fold?: readonly string[];
  /** Leaves all but the highest out. */
  readonly top?: { readonly field: string; readonly count: number };
  readonly encoding: Readonly<Record<string, Encoding | readonly Encoding[]>>;
}

export function chartText({ mark, fold, top, encoding }: SuggestedChart): string {
  const transforms = [
    ...(fold ? [`{fold: ${flow(fold)}}`] : []),
    ...(top
      ? [
          `{window: [{op: row_number, as: place}], sort: [{field: ${flow(top.field)}, order: descending}]}`,
          `{filter: datum.place <= ${top.count}}`,
        ]
      : []),
  ];
  return [
    `mark: ${mark}`,
    ...(transforms.length > 0 ? ["transform:", ...transforms.map((each) => `  - ${each}`)] : []),
    "encoding:",
    ...Object.entries(encoding).map(([channel, value]) => `  ${channel}: ${flow(value)}`),
  ].join("\n");
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, inner]) => `${key}: ${flow(inner)}`);
    return `{${entries.join(", ")}}`;
  }
  if (typeof value !== "string") return String(value);
  // JSON's texts are YAML's, and no word of YAML's own is taken for a name.
  const isPlain =
    /^-?[a-z][a-z0-9_]*$/i.test(value) && !/^(true|false|null|yes|no|on|off|y)$/i.test(value);
  return isPlain ? value : JSON.stringify(value);
}
