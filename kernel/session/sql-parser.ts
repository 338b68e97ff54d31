import type { DuckDBConnection } from "@duckdb/node-api";
import { DuckDBInstance } from "@duckdb/node-api";
import type { TakenNames } from "./allowed-statements.ts";
import type { TextFault } from "./text-fault.ts";
import { faultIn } from "./text-fault.ts";

const nothingTaken: TakenNames = { sources: new Set(), macros: new Set() };

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
    const connection = await instance.connect();
    await connection.run("SET errors_as_json = true");
    return new SqlParser(instance, connection);
  }

  /** The syntax tree as JSON text, as `json_serialize_sql` gives it; SELECT only. */
  readonly parse = async (sql: string): Promise<string> => {
    const result = await this.#connection.runAndReadAll(
      "SELECT json_serialize_sql($sql::VARCHAR)",
      { sql },
    );
    return String(result.getRows()[0]?.[0]);
  };

  /** What keeps the engine from reading a text. Its names are not looked at. */
  faultIn(sql: string): Promise<TextFault | null> {
    return faultIn(this.#connection, sql, { taken: nothingTaken, binds: false });
  }

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
