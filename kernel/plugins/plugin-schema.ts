import * as z from "zod";
import type { Expression } from "../metrics/expression.ts";
import { ProblemError } from "../protocol/problem.ts";
import { isUnit, numberUnits } from "../protocol/unit.ts";
import { diagnosis } from "./diagnosis-schema.ts";
import { exportDefinition } from "./export-schema.ts";
import type { Plugin } from "./plugin.ts";
import { pluginContract } from "./plugin.ts";

const text = z.string().trim().min(1, { error: "some text" });
/** What SQL can call without quotes. */
const sqlName = z
  .string()
  .regex(/^[a-z_][a-z0-9_]*$/i, { error: "a name like cost_per_view: letters, digits and _" });
const unit = z.enum(numberUnits, { error: `one of ${numberUnits.join(", ")}` });
const directions = ["higher", "lower", "neither"] as const;

const operand: z.ZodType<Expression> = z.lazy(() => expression);
const condition = z.strictObject({
  left: operand,
  operator: z.enum(["<", "<=", ">", ">="]),
  right: operand,
});
const expression: z.ZodType<Expression> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("number"), value: z.number() }),
  z.strictObject({ kind: z.literal("input"), name: z.string() }),
  z.strictObject({
    kind: z.literal("arithmetic"),
    operator: z.enum(["+", "-", "*", "/"]),
    left: operand,
    right: operand,
  }),
  z.strictObject({ kind: z.literal("root"), of: operand }),
  z.strictObject({ kind: z.literal("power of e"), of: operand }),
  z.strictObject({ kind: z.literal("least"), left: operand, right: operand }),
  z.strictObject({ kind: z.literal("where"), name: z.string(), value: operand, of: operand }),
  z.strictObject({ kind: z.literal("given"), conditions: z.array(condition), value: operand }),
]);

const metric = z.strictObject({
  name: sqlName,
  id: sqlName.optional(),
  label: text,
  unit,
  better: z.enum(directions, { error: `one of ${directions.join(", ")}` }).optional(),
  inputs: z.record(sqlName, z.union([unit, z.strictObject({ unit, default: z.number() })])),
  formula: z.union([text, expression], { error: "a formula as text, or one that ratio() … gives" }),
  doc: text,
  notes: text.optional(),
  source: text.optional(),
});

/** What a fence line and an option can hold without quotes. */
const plainName = z
  .string()
  .regex(/^[a-z][\w-]*$/i, { error: "a name like weekly-review: letters, digits, - and _" });

const template = z.strictObject({
  name: plainName,
  title: text,
  description: text,
  path: z.string().refine(isBeside, {
    error: "a file like ./weekly.campaign.md, in the plugin's folder or below it",
  }),
});

const view = z.strictObject({
  name: plainName,
  label: text,
  doc: text,
  inputs: z.record(
    text,
    z.string().refine(isUnit, { error: "a unit, such as count, money, ratio or text" }),
  ),
  chart: z
    .record(z.string(), z.unknown(), {
      error: "a Vega-Lite spec, an object with mark and encoding",
    })
    .refine((spec) => !("data" in spec), { error: "a spec without data: the result is its data" }),
});

const plugin = z.strictObject({
  name: text,
  version: text.optional(),
  contract: z
    .literal(pluginContract, { error: `${pluginContract}, the one that this version knows` })
    .optional(),
  metrics: z.array(metric).optional(),
  columns: z.array(z.object({ signature: z.object({ id: z.string() }) })).optional(),
  exports: z.array(exportDefinition).optional(),
  diagnoses: z.array(diagnosis).optional(),
  templates: z.array(template).optional(),
  views: z.array(view).optional(),
});

/**
 * What a plugin's module gave, held to the contract.
 *
 * @param given  plain data
 * @throws ProblemError `plugin` naming the field, what was expected, and what came
 */
export function checkPlugin(given: unknown, file: string): Plugin {
  const { success, error } = plugin.safeParse(given);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema is the type's, which a test compares; plain data holds no `undefined`
  if (success) return given as Plugin;
  const [issue] = error.issues;
  const field = pathText(issue?.path ?? []);
  throw new ProblemError({
    code: "plugin",
    message: issue
      ? `${field === "" ? "The plugin" : `“${field}”`} ${saying(issue, valueAt(given, issue.path))}`
      : "The plugin is none",
    place: { file },
    next: "docs/plugins.md says what a plugin is made of.",
  });
}

function saying(issue: z.core.$ZodIssue, came: unknown): string {
  if (issue.code === "unrecognized_keys")
    return `has a field that is not known: ${issue.keys.join(", ")}`;
  const given = came === undefined ? "is missing" : `is ${JSON.stringify(came).slice(0, 60)}`;
  return `${given}; expected: ${issue.message.replace(/^Invalid input: expected /, "")}`;
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  let value = given;
  for (const key of path)
    value =
      typeof value === "object" && value !== null
        ? // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- any object may be asked for a key
          (value as Readonly<Record<PropertyKey, unknown>>)[key]
        : undefined;
  return value;
}

/** exports[0].columns[2].kind */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
}

/** Nothing outside the folder: what a package brings is in it. */
function isBeside(path: string): boolean {
  const parts = path.split("/");
  const isAbsolute = parts[0] === "" || /^[a-z]:/i.test(path);
  return (
    path.endsWith(".campaign.md") && !isAbsolute && !parts.includes("..") && !path.includes("\\")
  );
}
