import type { JsonObject } from "../vega/json.ts";
import { isObject } from "../vega/json.ts";
import { DomainData } from "./domains.ts";
import { NotPushable } from "./expression.ts";
import { mentions } from "./mentions.ts";
import { readRows, unreadableColumn } from "./read-rows.ts";
import type { Relation } from "./relation.ts";
import type { VegaParts } from "../vega/vega-parts.ts";
import type { RunSql, StepContext } from "./steps.ts";
import { afterStep } from "./steps.ts";

/** The table of a chart, left in the engine. */
export interface PushedTable {
  /** Its dataset's name in the compiled spec. */
  readonly name: string;
  readonly relation: Relation;
  /** Columns that SQL would read in another way than charts do. */
  readonly unreadable: readonly string[];
  readonly run: RunSql;
}

/** A dataset as far as the engine computes it. */
interface Pushed {
  readonly entry: JsonObject;
  readonly relation: Relation;
  /** What is still to be done in Vega. */
  readonly leftover: readonly JsonObject[];
  readonly isAggregated: boolean;
}

/**
 * Lets the engine do the filters, time units, bins and aggregates with which a compiled Vega spec
 * begins, in place. Of the table only those datasets become rows that marks, scales, facets and the
 * transforms left to Vega read.
 *
 * @throws ProblemError `too_large` where one of them has more rows than are drawn one by one
 */
export async function pushDown(
  compiled: JsonObject,
  { name, relation, unreadable, run }: PushedTable,
  vega: VegaParts,
): Promise<void> {
  const entries = objects(compiled["data"]);
  const text = JSON.stringify(compiled);
  const refused = unreadable.find((column) => mentions(text, column));
  if (refused !== undefined) throw unreadableColumn(refused);
  const context: StepContext = { ...vega, run, signals: new Map() };
  const pushed = new Map<string, Pushed>();
  for (const entry of entries) {
    const from =
      entry["name"] === name ? relation : openRelation(pushed.get(String(entry["source"])));
    if (from) pushed.set(String(entry["name"]), await push(entry, from, context));
  }

  const isOpen = (dataset: Pushed) => !dataset.isAggregated && dataset.leftover.length === 0;
  const rest = JSON.stringify([
    entries.filter((entry) => !pushed.has(String(entry["name"]))),
    [...pushed.values()].map(({ leftover }) => leftover),
    withoutDomains({ ...compiled, data: null }),
  ]);
  const domains = new DomainData(run);
  const needed = (dataset: string): boolean => rest.includes(dataset);
  const rewritable = new Map<string, Relation>();
  for (const [dataset, plan] of pushed)
    if (isOpen(plan) && !needed(dataset)) rewritable.set(dataset, plan.relation);
  const kept = await domains.rewrite(compiled, rewritable);

  for (const [dataset, plan] of pushed) {
    const { entry, leftover } = plan;
    delete entry["source"];
    delete entry["transform"];
    const isRead = !isOpen(plan) || needed(dataset) || kept.has(dataset);
    entry["values"] = isRead ? await readRows(plan.relation, text, run) : [];
    if (leftover.length > 0) entry["transform"] = leftover;
  }
  compiled["data"] = [...entries, ...domains.datasets];
  compiled["signals"] = [
    ...objects(compiled["signals"]),
    ...[...context.signals].map(([signal, value]) => ({ name: signal, value })),
  ];
}

/** A dataset goes on in SQL from one that is all SQL and still has the table's rows. */
function openRelation(source: Pushed | undefined): Relation | undefined {
  return source && !source.isAggregated && source.leftover.length === 0
    ? source.relation
    : undefined;
}

async function push(entry: JsonObject, from: Relation, context: StepContext): Promise<Pushed> {
  const transforms = objects(entry["transform"]);
  let relation = from;
  for (const [index, transform] of transforms.entries()) {
    try {
      relation = await afterStep(transform, relation, context);
    } catch (error) {
      if (!(error instanceof NotPushable)) throw error;
      return { entry, relation, leftover: transforms.slice(index), isAggregated: false };
    }
    if (transform["type"] === "aggregate")
      return { entry, relation, leftover: transforms.slice(index + 1), isAggregated: true };
  }
  return { entry, relation, leftover: [], isAggregated: false };
}

/** A copy without the scales' domains that name datasets. */
function withoutDomains(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDomains);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]): [string, unknown][] =>
      key === "domain" && isObject(item) ? [] : [[key, withoutDomains(item)]],
    ),
  );
}

function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
