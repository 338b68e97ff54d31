import * as z from "zod";

const text = z.string().trim().min(1, { error: "some text" });
const texts = z.array(text);
const kinds = [
  "int",
  "money",
  "percent",
  "fraction",
  "decimal",
  "duration",
  "id",
  "text",
  "category",
  "date",
  "timestamp",
] as const;
const spellings = z.record(text, texts);
const ratio = z.tuple([text, text, text], { error: "[printed, numerator, denominator]" });
const pattern = z
  .string()
  .refine(isPattern, { error: "a regular expression for a whole cell, in small letters" });

const exportShape = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z_][a-z0-9_]*$/i, { error: "a name like line_items: letters, digits and _" }),
  label: text,
  columns: z
    .array(
      z.strictObject({
        id: text,
        kind: z.enum(kinds, { error: `one of ${kinds.join(", ")}` }),
        headers: spellings,
        inferred: spellings.optional(),
        personal: z.literal(true).optional(),
      }),
    )
    .min(1, { error: "at least one column" }),
  beside: z.strictObject({ columns: texts, headers: z.record(text, spellings) }).optional(),
  others: texts.optional(),
  ownColumns: z.literal(true).optional(),
  required: z
    .array(texts.min(1, { error: "at least one column's id" }))
    .min(1, { error: "at least one group, else every file would be one" }),
  levels: z.array(
    z.strictObject({
      level: text,
      id: text,
      name: text.optional(),
      within: texts.optional(),
      once: z.literal(true).optional(),
    }),
  ),
  breakdowns: texts,
  totalsLabels: z.array(pattern),
  printedRatios: z.array(ratio),
  ambiguous: z
    .array(
      z.strictObject({
        id: text,
        ratios: z.array(ratio).optional(),
        share: text.optional(),
        count: text.optional(),
      }),
    )
    .optional(),
  sectionMark: text.optional(),
});

/** A plugin's format. Of a column that it names and does not have, loading would say nothing. */
export const exportDefinition = exportShape.superRefine((definition, context) => {
  const ids = definition.columns.map(({ id }) => id);
  const refuse = (path: readonly (string | number)[], message: string): void =>
    context.addIssue({ code: "custom", path: [...path], message });
  const expectColumns = (path: readonly (string | number)[], names: readonly string[]): void =>
    names.forEach((name, index) => {
      if (!ids.includes(name)) refuse([...path, index], "the id of one of its columns");
    });
  ids.forEach((id, index) => {
    if (ids.indexOf(id) < index) refuse(["columns", index, "id"], "an id of its own");
  });
  definition.required.forEach((group, index) => expectColumns(["required", index], group));
  definition.levels.forEach(({ id, name = id, within = [] }, index) => {
    if (!ids.includes(id)) refuse(["levels", index, "id"], "the id of one of its columns");
    if (!ids.includes(name))
      refuse(["levels", index, "name"], "the id of one of its columns, or no name");
    expectColumns(["levels", index, "within"], within);
  });
  expectColumns(["breakdowns"], definition.breakdowns);
  definition.printedRatios.forEach((names, index) =>
    expectColumns(["printedRatios", index], names),
  );
});

function isPattern(source: string): boolean {
  try {
    return new RegExp(`^(?:${source})$`).source !== "" && source.toLowerCase() === source;
  } catch {
    return false;
  }
}
