import { literal } from "../../sql.ts";
import type { JsonObject } from "../vega/json.ts";
import { isObject } from "../vega/json.ts";
import { expressionSql, NotPushable, truth } from "./expression.ts";
import { measureSql } from "./measures.ts";
import type { Field, Relation } from "./relation.ts";
import { newColumn, withField } from "./relation.ts";
import { timeUnitSql } from "./time-unit.ts";
import type { VegaParts } from "../vega/vega-parts.ts";

export type RunSql = (sql: string) => Promise<readonly (readonly unknown[])[]>;

export interface StepContext extends VegaParts {
  readonly run: RunSql;
  /** Set for those who still read them: values of signals that pushed transforms would have set. */
  readonly signals: Map<string, unknown>;
}

/** Properties of each transform that are understood; with any other it stays in Vega. */
const understood: Readonly<Record<string, readonly string[]>> = {
  filter: ["expr"],
  formula: ["expr", "as"],
  timeunit: ["field", "units", "as", "timezone"],
  extent: ["field", "signal"],
  bin: "field as signal extent maxbins base divide step steps minstep nice span".split(" "),
  fold: ["fields", "as"],
  joinaggregate: ["groupby", "ops", "fields", "as"],
  aggregate: ["groupby", "ops", "fields", "as"],
};

/**
 * A dataset after one transform.
 *
 * @throws NotPushable
 */
export async function afterStep(
  transform: JsonObject,
  relation: Relation,
  context: StepContext,
): Promise<Relation> {
  const type = String(transform["type"]);
  const known = understood[type];
  if (!known || Object.keys(transform).some((key) => key !== "type" && !known.includes(key)))
    throw new NotPushable(type);
  switch (type) {
    case "filter": {
      const condition = truth(context.parseExpression(text(transform["expr"])), relation);
      return { ...relation, sql: `SELECT * FROM (${relation.sql}) WHERE ${condition}` };
    }
    case "formula": {
      const value = expressionSql(context.parseExpression(text(transform["expr"])), relation);
      const { sql, kind, isDate, isLoose, isUndefined } = value;
      if (kind === "null" || isDate || isUndefined) throw new NotPushable("formula");
      return withField(relation, text(transform["as"]), sql, {
        kind,
        ...(isLoose && { isLoose }),
      });
    }
    case "timeunit":
      return afterTimeUnit(transform, relation);
    case "extent":
      return await afterExtent(transform, relation, context);
    case "bin":
      return afterBin(transform, relation, context);
    case "fold":
      return afterFold(transform, relation);
    case "joinaggregate":
      return afterJoinAggregate(transform, relation);
    default:
      return afterAggregate(transform, relation);
  }
}

function afterTimeUnit(transform: JsonObject, relation: Relation): Relation {
  const { column } = numberField(transform["field"], relation);
  const [start, end] = timeUnitSql(texts(transform["units"]), column);
  const [from, to] = texts(transform["as"]);
  if (from === undefined || to === undefined) throw new NotPushable("timeunit");
  const field = { kind: "number", isDate: true } as const;
  return withField(withField(relation, from, start, field), to, end, field);
}

async function afterExtent(
  transform: JsonObject,
  relation: Relation,
  { run, signals }: StepContext,
): Promise<Relation> {
  const { column } = numberField(transform["field"], relation);
  const [row] = await run(`SELECT min(${column}), max(${column}) FROM (${relation.sql})`);
  const [low, high] = row ?? [];
  if (typeof low !== "number" || typeof high !== "number") throw new NotPushable("no extent");
  signals.set(text(transform["signal"]), [low, high]);
  return relation;
}

function afterBin(
  transform: JsonObject,
  relation: Relation,
  { bin, signals }: StepContext,
): Relation {
  const { type: _type, field, as, signal, extent, ...options } = transform;
  if (Object.values(options).some((value) => isObject(value))) throw new NotPushable("bin");
  const { column } = numberField(field, relation);
  const span = isObject(extent) ? signals.get(text(extent["signal"])) : extent;
  if (!Array.isArray(span)) throw new NotPushable("extent");
  const bins = bin({ ...options, extent: span });
  const { start, step } = bins;
  const stop = start + Math.ceil((bins.stop - start) / step) * step;
  // As Vega's own, with its correction for rounding.
  const inside = `greatest(${double(start)}, least(${column}, ${double(stop - step)}))`;
  const from =
    `(CASE WHEN ${column} < ${double(start)} THEN '-inf'::DOUBLE WHEN ${column} > ${double(stop)} THEN 'inf'::DOUBLE ` +
    `WHEN ${column} IS NOT NULL THEN ${double(start)} + ${double(step)} * floor(${double(1e-14)} + (${inside} - ${double(start)}) / ${double(step)}) END)`;
  const [first, second] = texts(as);
  if (first === undefined || second === undefined) throw new NotPushable("bin");
  if (signal !== undefined)
    signals.set(text(signal), { fields: [field], fname: `bin_${text(field)}`, start, stop, step });
  const binned = withField(relation, first, from, { kind: "number", isLoose: true });
  const bottom = binned.fields.get(first)?.column ?? "";
  const to = `(${double(start)} + ${double(step)} * (1 + (${bottom} - ${double(start)}) / ${double(step)}))`;
  return withField(binned, second, to, { kind: "number", isLoose: true });
}

/** In parentheses: x--1 would start a comment. */
function double(value: number): string {
  return `(${literal(value)}::DOUBLE)`;
}

function afterFold(transform: JsonObject, relation: Relation): Relation {
  const names = texts(transform["fields"]);
  const [key = "key", value = "value"] = texts(transform["as"] ?? []);
  const folded = names.map((name) => numberField(name, relation));
  const [keys, values] = [newColumn(), newColumn()];
  return {
    sql:
      `SELECT * EXCLUDE (k) REPLACE (o * ${names.length} + k AS o), ` +
      `${pick(names.map(literal))} AS ${keys}, ${pick(folded.map(({ column }) => column))} AS ${values} ` +
      `FROM (${relation.sql}), range(${names.length}) t(k)`,
    fields: new Map<string, Field>([
      ...relation.fields,
      [key, { column: keys, kind: "text" }],
      [value, { column: values, kind: "number" }],
    ]),
  };
}

/** The item whose position is in the column `k`. */
function pick(items: readonly string[]): string {
  return `CASE k ${items.map((item, index) => `WHEN ${index} THEN ${item}`).join(" ")} END`;
}

function afterJoinAggregate(transform: JsonObject, relation: Relation): Relation {
  const groups = texts(transform["groupby"] ?? []).map((name) => fieldOf(name, relation).column);
  const over = groups.length === 0 ? " OVER ()" : ` OVER (PARTITION BY ${groups.join(", ")})`;
  return measures(transform).reduce(
    (after, { op, field, as }) =>
      withField(
        after,
        as,
        measureSql(op, field === null ? undefined : fieldOf(field, relation), over),
        { kind: "number", isUndefined: true, isLoose: true },
      ),
    relation,
  );
}

function afterAggregate(transform: JsonObject, relation: Relation): Relation {
  const fields = new Map<string, Field>();
  const groups = texts(transform["groupby"] ?? []);
  for (const name of groups) fields.set(name, fieldOf(name, relation));
  const columns = [...fields.values()].map(({ column }) => column);
  const items = ["min(o) AS o", ...columns];
  for (const { op, field, as } of measures(transform)) {
    const column = newColumn();
    items.push(
      `${measureSql(op, field === null ? undefined : fieldOf(field, relation))} AS ${column}`,
    );
    fields.set(as, { column, kind: "number", isUndefined: true, isLoose: true });
  }
  // Without groups Vega has no row where nothing comes in, SQL has one.
  const end = columns.length === 0 ? "HAVING count(*) > 0" : `GROUP BY ${columns.join(", ")}`;
  return { sql: `SELECT ${items.join(", ")} FROM (${relation.sql}) ${end}`, fields };
}

function measures({ ops, fields, as }: JsonObject) {
  const inputs: readonly unknown[] = Array.isArray(fields) ? fields : [];
  const names: readonly unknown[] = Array.isArray(as) ? as : [];
  return texts(ops ?? ["count"]).map((op, index) => {
    const field = inputs[index] ?? null;
    const name = names[index] ?? (field === null ? op : `${op}_${text(field)}`);
    return { op, field: field === null ? null : text(field), as: text(name) };
  });
}

function fieldOf(name: string, { fields }: Relation): Field {
  const field = fields.get(name);
  if (!field) throw new NotPushable(name);
  return field;
}

/** A field of plain numbers. */
function numberField(name: unknown, relation: Relation): Field {
  const field = fieldOf(text(name), relation);
  if (field.kind !== "number" || field.isDate || field.isLoose) throw new NotPushable(text(name));
  return field;
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new NotPushable("no plain text");
  return value;
}

function texts(value: unknown): string[] {
  if (!Array.isArray(value)) throw new NotPushable("no list");
  return value.map(text);
}
