import type { DuckDBConnection } from "@duckdb/node-api";
import { DuckDBInstance } from "@duckdb/node-api";

/** The engine's own parser, on an empty instance that no notebook's statement reaches. */
export class SqlParser {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.#connection = connection;
  }

  static async open(): Promise<SqlParser> {
    const instance = await DuckDBInstance.create(":memory:", {
      threads: "1",
      enable_external_access: "false",
    });
    return new SqlParser(instance, await instance.connect());
  }

  /** The syntax tree as JSON text, as `json_serialize_sql` gives it; SELECT only. */
  readonly parse = async (sql: string): Promise<string> => {
    const result = await this.#connection.runAndReadAll(
      "SELECT json_serialize_sql($sql::VARCHAR)",
      { sql },
    );
    return String(result.getRows()[0]?.[0]);
  };

  /** First column of a query over the engine's own catalogue. */
  async names(query: string): Promise<ReadonlySet<string>> {
    const result = await this.#connection.runAndReadAll(query);
    return new Set(result.getRows().map(([name]) => String(name)));
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}
