import type { DuckDBConnection } from "@duckdb/node-api";
import { identifier, literal } from "../../kernel/sql.ts";

/** Loads an export of `exportText` as table `ads`, its columns under canonical names, without the totals row. */
export async function loadPlain(connection: DuckDBConnection, file: string): Promise<void> {
  const columns = [...texts, ...numbers].map(
    ([header, name, type]) => `${identifier(header)}::${type} AS ${identifier(name)}`,
  );
  await connection.run(
    `CREATE OR REPLACE TABLE ads AS SELECT ${columns.join(", ")}
     FROM read_csv(${literal(file)}, header = true, all_varchar = true, delim = ',', quote = '"',
       escape = '"')
     WHERE NOT starts_with("By Day", 'Total of ')`,
  );
}

const texts = [
  ["By Day", "date", "DATE"],
  ["Campaign name", "campaign_name", "VARCHAR"],
  ["Campaign ID", "campaign_id", "VARCHAR"],
  ["Ad group name", "adgroup_name", "VARCHAR"],
  ["Ad group ID", "adgroup_id", "VARCHAR"],
  ["Ad name", "ad_name", "VARCHAR"],
  ["Ad ID", "ad_id", "VARCHAR"],
] as const;

const numbers = [
  ["Cost", "cost", "DECIMAL(18,2)"],
  ["Impressions", "impressions", "BIGINT"],
  ["Clicks (destination)", "clicks_destination", "BIGINT"],
  ["Conversions", "conversions", "BIGINT"],
] as const;
