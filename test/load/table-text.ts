import { DuckDBInstance } from "@duckdb/node-api";

/** A loaded source as text, all its columns and rows, in the order of the file. */
export async function tableText(database: string): Promise<string> {
  const instance = await DuckDBInstance.create(database, { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  try {
    const result = await connection.runAndReadAll("SELECT * FROM source ORDER BY _file, _row");
    const lines = [result.columnNames(), ...result.getRowsJson()].map((cells) =>
      cells.map((cell) => (cell === null ? "∅" : JSON.stringify(textOf(cell)))).join(","),
    );
    return `${lines.join("\n")}\n`;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
