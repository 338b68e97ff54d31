import { tableFromIPC } from "apache-arrow";
import type { Field } from "apache-arrow";
import { appendArrow } from "../arrow/append-arrow.ts";
import { engineType } from "../arrow/engine-type.ts";
import type { OutputColumn, OutputTable } from "../protocol/output.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { Unit } from "../protocol/unit.ts";
import { isUnit } from "../protocol/unit.ts";
import { isNumeric } from "../protocol/value-text.ts";
import type { Session } from "../session/session.ts";
import { stopped } from "../session/job.ts";
import { identifier } from "../sql.ts";
import { labelOf } from "./label.ts";
import { outputValue } from "./output-value.ts";

const shownRows = 200;

/**
 * Makes a table of the session's of an Arrow stream, its columns with what the stream says they mean.
 *
 * @throws ProblemError `script_value` for a type that no table has, `name_taken` for two columns of a name
 */
export async function tableOfArrow(
  session: Session,
  name: string,
  bytes: Uint8Array,
  signal: AbortSignal | undefined,
): Promise<OutputTable> {
  const arrow = tableFromIPC(bytes);
  const { fields } = arrow.schema;
  refuseTwins(fields);
  const types = fields.map((field) => engineType(field.name, field.type));
  const columns = fields.map((field, index) => `${identifier(field.name)} ${String(types[index])}`);
  await session.run(
    `CREATE OR REPLACE TABLE ${identifier(name)} (${columns.join(", ")})`,
    {},
    { trusted: true },
  );
  await session.use((connection) => appendArrow(connection, name, arrow, types, signal));
  if (signal?.aborted) throw stopped();
  const { rows } = await session.run(`FROM ${identifier(name)} LIMIT ${shownRows}`);
  const described = fields.map((field, index) => describe(field, String(types[index])));
  const currencies = new Set(
    fields.flatMap((field, index) =>
      described[index]?.unit === "money" ? [field.metadata.get("currency") ?? null] : [],
    ),
  );
  const [currency = null] = currencies;
  return {
    columns: described,
    rows: rows.map((row) => row.map(outputValue)),
    total: arrow.numRows,
    currency: currencies.size === 1 ? currency : null,
  };
}

function describe({ name, metadata }: Field, type: string): OutputColumn {
  const unit = metadata.get("unit") ?? null;
  return { name, label: metadata.get("label") ?? labelOf(name), unit: unitOf(unit, type), type };
}

/** What was said of a column holds where its values are of that kind. */
function unitOf(stated: string | null, type: string): Unit | null {
  if (!isUnit(stated)) return null;
  const column = { unit: stated, type };
  return isNumeric(column) === isNumeric({ ...column, unit: null }) ? stated : null;
}

function refuseTwins(fields: readonly Field[]): void {
  const names = fields.map(({ name }) => name.toLowerCase());
  const twin = fields.find((_, index) => names.indexOf(names[index] ?? "") !== index);
  if (twin)
    throw new ProblemError({
      code: "name_taken",
      message: `Two columns of the table are called “${twin.name}”`,
      next: "Give one of them another name.",
    });
}
