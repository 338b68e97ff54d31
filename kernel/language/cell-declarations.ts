import type { OutlineColumn } from "../protocol/outline.ts";
import type { Names, NamedParameter, NamedTable } from "./names.ts";

/**
 * What a notebook's TypeScript cells import from "campaign-notebook", as TypeScript declarations: that of
 * all notebooks, which is the module "campaign-notebook/cell", with this one's tables and parameters.
 */
export function cellDeclarations({ tables, parameters }: Names): string {
  return `export * from "campaign-notebook/cell";
import type { TableFunction } from "campaign-notebook/cell";
import type * as arrow from "apache-arrow";
/** A source or named result, or rows, as an Arrow table. */
export declare const table: TableFunction<{${tables.map(tableDeclaration).join("")}
}>;
/** The notebook's parameters. */
export declare const params: {${parameters.map(parameterDeclaration).join("")}
};
`;
}

/** Columns are known once the source is loaded or the cell has run. */
function tableDeclaration({ name, columns }: NamedTable): string {
  const type = columns.length === 0 ? "any" : `{${columns.map(columnDeclaration).join("")}\n  }`;
  return `\n  ${JSON.stringify(name)}: ${type};`;
}

function columnDeclaration({ name, type, label, unit, header }: OutlineColumn): string {
  const about = [label, unit, header === null ? null : `header “${header}”`].filter(Boolean);
  return `\n    ${comment(about.join(", "))}\n    ${JSON.stringify(name)}: ${arrowType(type)};`;
}

function parameterDeclaration({ name, about, values }: NamedParameter): string {
  const types = { number: "number", text: "string", any: "string | number" };
  return `\n  ${comment(about)}\n  readonly ${JSON.stringify(name)}: ${types[values]};`;
}

function comment(text: string): string {
  return `/** ${text.replaceAll("*/", "* /").replaceAll(/\s+/g, " ")} */`;
}

const arrowTypes: Readonly<Record<string, string>> = {
  BOOLEAN: "Bool",
  TINYINT: "Int8",
  SMALLINT: "Int16",
  INTEGER: "Int32",
  BIGINT: "Int64",
  UTINYINT: "Uint8",
  USMALLINT: "Uint16",
  UINTEGER: "Uint32",
  UBIGINT: "Uint64",
  HUGEINT: "Decimal",
  DECIMAL: "Decimal",
  FLOAT: "Float32",
  DOUBLE: "Float64",
  VARCHAR: "Utf8",
  DATE: "DateDay",
  TIMESTAMP: "Timestamp",
};

/** The class of Arrow that the SQL type comes as. */
function arrowType(sql: string): string {
  const [, base = ""] = /^(\w+)(?:\([\d, ]*\)| WITH TIME ZONE)?$/.exec(sql) ?? [];
  return `arrow.${arrowTypes[base.replace(/_(?:S|MS|NS)$/, "")] ?? "DataType"}`;
}
