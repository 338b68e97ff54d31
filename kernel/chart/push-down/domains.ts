import type { JsonObject } from "../vega/json.ts";
import { isObject } from "../vega/json.ts";
import { NotPushable } from "./expression.ts";
import { measureSql } from "./measures.ts";
import { tooLarge, vegaValue } from "./read-rows.ts";
import type { Field, Relation } from "./relation.ts";
import { newColumn } from "./relation.ts";
import type { RunSql } from "./steps.ts";

const discrete = new Set(["band", "point", "ordinal"]);
const continuous = new Set(["linear", "log", "pow", "sqrt", "symlog", "time", "utc"]);
const mostValues = 20_000;

/**
 * Datasets for scales that take their domain from the whole table: its values, or the ends of its
 * range, instead of its rows.
 */
export class DomainData {
  readonly datasets: JsonObject[] = [];
  readonly #run: RunSql;

  constructor(run: RunSql) {
    this.#run = run;
  }

  /**
   * Gives scales datasets of their own in place of `relations`.
   * Returns the names of those that are still read, because a domain needs their rows.
   */
  async rewrite(
    compiled: JsonObject,
    relations: ReadonlyMap<string, Relation>,
  ): Promise<ReadonlySet<string>> {
    const kept = new Set<string>();
    for (const scale of scalesOf(compiled)) {
      const domain = scale["domain"];
      if (!isObject(domain)) continue;
      const { data, fields, sort } = domain;
      const parts: readonly unknown[] = Array.isArray(fields) ? fields : [domain["field"]];
      const refs = parts.map((part): unknown =>
        typeof part === "string" ? { data, field: part } : part,
      );
      const names = refs.map((ref) => (isObject(ref) ? String(ref["data"]) : ""));
      if (!names.some((name) => relations.has(name))) continue;
      try {
        const isSingle = refs.length === 1;
        if (!isSingle && isObject(sort)) throw new NotPushable("a sorted domain of several fields");
        const made: unknown[] = [];
        for (const ref of refs) {
          const relation = isObject(ref) ? relations.get(String(ref["data"])) : undefined;
          made.push(
            isObject(ref) && relation
              ? await this.#domain(relation, ref["field"], String(scale["type"]), sort)
              : ref,
          );
        }
        const [first] = made;
        const order = isObject(sort) && { sort: { ...sort, op: "max", field: "order" } };
        scale["domain"] =
          isSingle && isObject(first)
            ? { ...domain, ...first, ...order }
            : { ...(sort !== undefined && { sort }), fields: made };
      } catch (error) {
        if (!(error instanceof NotPushable)) throw error;
        for (const name of names) kept.add(name);
      }
    }
    return kept;
  }

  async #domain(
    { sql, fields }: Relation,
    name: unknown,
    scaleType: string,
    sort: unknown,
  ): Promise<JsonObject> {
    const field = typeof name === "string" ? fields.get(name) : undefined;
    if (!field || typeof name !== "string") throw new NotPushable("a field");
    const values = discrete.has(scaleType)
      ? await this.#values(sql, field, sortMeasure(sort, fields))
      : await this.#range(sql, field, scaleType);
    const data = `domain_${this.datasets.length}`;
    this.datasets.push({
      name: data,
      values: values.map(([value, order]) => ({
        [name]: vegaValue(value, field),
        ...(order !== null && order !== undefined && { order }),
      })),
    });
    return { data, field: name };
  }

  async #values(sql: string, { column }: Field, measure: string) {
    const place = newColumn();
    const rows = await this.#run(
      `SELECT ${column}, ${measure}, min(o) AS ${place} FROM (${sql}) GROUP BY ${column} ` +
        `ORDER BY ${place} LIMIT ${mostValues + 1}`,
    );
    if (rows.length > mostValues) throw tooLarge();
    return rows;
  }

  async #range(sql: string, { column, kind, isLoose }: Field, scaleType: string) {
    if (!continuous.has(scaleType) || kind !== "number" || isLoose)
      throw new NotPushable("a range");
    const rows = await this.#run(
      `SELECT unnest([min(${column}), max(${column})]) FROM (${sql}) WHERE ${column} IS NOT NULL`,
    );
    return rows.filter(([value]) => value !== null);
  }
}

/** What a domain is sorted by, one value for each of its values. */
function sortMeasure(sort: unknown, fields: ReadonlyMap<string, Field>): string {
  if (!isObject(sort)) return "NULL";
  const { op, field } = sort;
  if (typeof op !== "string") throw new NotPushable("a sort without op");
  return measureSql(op, typeof field === "string" ? fields.get(field) : undefined);
}

function scalesOf(value: JsonObject): JsonObject[] {
  const children = [value["scales"], value["marks"]].map((list) =>
    Array.isArray(list) ? list.filter(isObject) : [],
  );
  const [scales = [], marks = []] = children;
  return [...scales, ...marks.flatMap(scalesOf)];
}
