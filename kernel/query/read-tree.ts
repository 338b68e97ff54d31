import {
  byteOf,
  isNode,
  listOf,
  nodeOf,
  nodesOf,
  parseEngineJson,
  textOf,
  textsOf,
  type JsonNode,
} from "./engine-json.ts";
import type { Cte, From, Query, SqlExpression, SyntaxFailure, SyntaxTree } from "./syntax-tree.ts";

/** The text of `SELECT json_serialize_sql(?)` for a statement, run on any connection. */
export type ParseSql = (sql: string) => Promise<string>;

/** What the engine says a text is. Never throws for what a user wrote. */
export async function parseTree(sql: string, parse: ParseSql): Promise<SyntaxTree | SyntaxFailure> {
  return readTree(await parse(sql));
}

/** @param json  what `json_serialize_sql` gives */
export function readTree(json: string): SyntaxTree | SyntaxFailure {
  const root = parseEngineJson(json);
  if (!isNode(root) || root["error"] !== false) return failure(isNode(root) ? root : {});
  const raw = nodesOf(root, "statements").map((statement) => nodeOf(statement, "node") ?? {});
  return { kind: "tree", statements: raw.map(readQuery), raw };
}

function failure(root: JsonNode): SyntaxFailure {
  if (textOf(root, "error_type") === "not implemented") return { kind: "other_statement" };
  const byte = Number.parseInt(textOf(root, "position"), 10);
  return {
    kind: "syntax",
    message: textOf(root, "error_message"),
    byte: Number.isNaN(byte) ? null : byte,
  };
}

function readQuery(node: JsonNode): Query {
  const around = { ctes: readCtes(node), ...readModifiers(node) };
  const [left, right] = [nodeOf(node, "left"), nodeOf(node, "right")];
  switch (textOf(node, "type")) {
    case "SELECT_NODE": {
      return {
        kind: "select",
        ...around,
        items: nodesOf(node, "select_list").map(readExpression),
        from: readFrom(nodeOf(node, "from_table")),
        where: readOptional(node, "where_clause"),
        groups: nodesOf(node, "group_expressions").map(readExpression),
        having: readOptional(node, "having"),
        qualify: readOptional(node, "qualify"),
        isSampled: isSampled(node),
      };
    }
    case "SET_OPERATION_NODE": {
      if (!left || !right) break;
      const byName = textOf(node, "setop_type") === "UNION_BY_NAME";
      return { kind: "set", ...around, byName, left: readQuery(left), right: readQuery(right) };
    }
    case "RECURSIVE_CTE_NODE":
      if (left) return { kind: "recursive", ...around, left: readQuery(left) };
      break;
    default:
  }
  return { kind: "other", ...around };
}

function readModifiers(node: JsonNode): Pick<Query, "orders" | "limit"> {
  const modifiers = nodesOf(node, "modifiers");
  const limit = modifiers.find((modifier) => textOf(modifier, "type").startsWith("LIMIT"));
  return {
    orders: modifiers.flatMap(readOrders),
    limit: limit ? readOptional(limit, "limit") : null,
  };
}

function readOrders(node: JsonNode): SqlExpression[] {
  return nodesOf(node, "orders").map((order) => readChild(order, "expression"));
}

/** A sample with a seed is the same each time. */
function isSampled(node: JsonNode): boolean {
  return nodeOf(node, "sample")?.["seed"] === -1;
}

function readCtes(node: JsonNode): readonly Cte[] {
  return nodesOf(nodeOf(node, "cte_map") ?? {}, "map").map((entry) => {
    const value = nodeOf(entry, "value") ?? {};
    return {
      name: textOf(entry, "key"),
      columnNames: textsOf(value, "aliases"),
      query: readSubquery(value, "query"),
    };
  });
}

function readSubquery(node: JsonNode, field: string): Query {
  const query = nodeOf(nodeOf(node, field) ?? {}, "node");
  return query ? readQuery(query) : { kind: "other", ctes: [], orders: [], limit: null };
}

function readFrom(node: JsonNode | null): From {
  if (!node) return { kind: "other", alias: "" };
  const alias = textOf(node, "alias");
  const columnNames = textsOf(node, "column_name_alias");
  switch (textOf(node, "type")) {
    case "EMPTY":
      return { kind: "empty" };
    case "BASE_TABLE": {
      const name = textOf(node, "table_name");
      const [catalog, schema] = [textOf(node, "catalog_name"), textOf(node, "schema_name")];
      return {
        kind: "table",
        catalog,
        schema,
        name,
        alias: alias || name,
        columnNames,
        byte: byteOf(node),
        isSampled: isSampled(node),
      };
    }
    case "SUBQUERY":
      return { kind: "subquery", query: readSubquery(node, "subquery"), alias, columnNames };
    case "JOIN":
      return {
        kind: "join",
        left: readFrom(nodeOf(node, "left")),
        right: readFrom(nodeOf(node, "right")),
        using: textsOf(node, "using_columns"),
        natural: textOf(node, "ref_type") === "NATURAL",
        filters: ["SEMI", "ANTI"].includes(textOf(node, "join_type")),
      };
    default:
      return { kind: "other", alias };
  }
}

/** Any expression; a kind that is not known becomes `other` with the expressions directly inside it. */
export function readExpression(node: JsonNode): SqlExpression {
  const alias = textOf(node, "alias");
  const byte = byteOf(node);
  const type = textOf(node, "type");
  const parts = nodesOf(node, "children").map(readExpression);
  switch (textOf(node, "class")) {
    case "COLUMN_REF":
      return { kind: "column", alias, byte, path: textsOf(node, "column_names") };
    case "CONSTANT":
      return { alias, byte, ...readConstant(nodeOf(node, "value") ?? {}) };
    case "FUNCTION":
    case "WINDOW": {
      const over = textOf(node, "class") === "WINDOW";
      const fallback = nodeOf(node, "default_expr");
      const orders = listOf(nodeOf(node, "order_bys") ?? {}, "orders");
      return {
        kind: "call",
        alias,
        byte,
        name: textOf(node, "function_name").toLowerCase(),
        schema: textOf(node, "schema"),
        parts: fallback ? [...parts, readExpression(fallback)] : parts,
        over,
        partitions: nodesOf(node, "partitions").map(readExpression),
        orders: over ? readOrders(node) : [],
        filter: readOptional(node, "filter") ?? readOptional(node, "filter_expr"),
        modified:
          node["distinct"] === true ||
          isNode(node["filter"]) ||
          isNode(node["filter_expr"]) ||
          orders.length > 0,
      };
    }
    case "CASE":
      return {
        kind: "case",
        alias,
        byte,
        branches: nodesOf(node, "case_checks").map((branch) => ({
          condition: readChild(branch, "when_expr"),
          value: readChild(branch, "then_expr"),
        })),
        otherwise: readChild(node, "else_expr"),
      };
    case "CAST": {
      const target = textOf(nodeOf(node, "cast_type") ?? {}, "id");
      return { kind: "cast", alias, byte, type: target, of: readChild(node, "child") };
    }
    case "COMPARISON": {
      const [left, right] = [readChild(node, "left"), readChild(node, "right")];
      return { kind: "comparison", alias, byte, operator: type, left, right };
    }
    case "BETWEEN": {
      const ends = ["input", "lower", "upper"].map((field) => readChild(node, field));
      return { kind: "other", alias, byte, type, parts: ends };
    }
    case "PARAMETER":
      return { kind: "parameter", alias, byte, name: textOf(node, "identifier") };
    case "CONJUNCTION":
      if (type === "CONJUNCTION_AND") return { kind: "and", alias, byte, parts };
      break;
    case "OPERATOR":
      if (type === "OPERATOR_COALESCE") return { kind: "coalesce", alias, byte, parts };
      break;
    case "STAR":
      return readStar(node, alias, byte);
    case "SUBQUERY": {
      const scalar = textOf(node, "subquery_type") === "SCALAR";
      return { kind: "subquery", alias, byte, scalar, query: readSubquery(node, "subquery") };
    }
    default:
  }
  return { kind: "other", alias, byte, type, parts };
}

function readChild(node: JsonNode, field: string): SqlExpression {
  return readExpression(nodeOf(node, field) ?? {});
}

function readOptional(node: JsonNode, field: string): SqlExpression | null {
  const child = nodeOf(node, field);
  return child && readExpression(child);
}

function readConstant(
  value: JsonNode,
): { kind: "null" } | { kind: "text"; value: string } | { kind: "number"; text: string } {
  if (value["is_null"] === true) return { kind: "null" };
  const type = nodeOf(value, "type") ?? {};
  if (!/INT|DECIMAL|FLOAT|DOUBLE/.test(textOf(type, "id")))
    return { kind: "text", value: textOf(value, "value") };
  const digits = wholeNumber(value["value"]);
  const scale = nodeOf(type, "type_info")?.["scale"];
  return {
    kind: "number",
    text: typeof scale === "number" && scale > 0 ? `${digits}e-${scale}` : digits,
  };
}

/** 128-bit values come in two halves. */
function wholeNumber(value: unknown): string {
  if (!isNode(value)) return String(value);
  return String(BigInt(String(value["upper"])) * 2n ** 64n + BigInt(String(value["lower"])));
}

function readStar(node: JsonNode, alias: string, byte: number | null): SqlExpression {
  const renames = nodesOf(node, "rename_list").map((entry) => ({
    key: nodeOf(entry, "key") ?? {},
    to: textOf(entry, "value"),
  }));
  return {
    kind: "star",
    alias,
    byte,
    relation: textOf(node, "relation_name"),
    exclude: textsOf(node, "exclude_list"),
    replace: nodesOf(node, "replace_list").map((entry) => ({
      name: textOf(entry, "key"),
      value: readChild(entry, "value"),
    })),
    rename: renames.map(({ key, to }) => ({ from: textOf(key, "column"), to })),
    open:
      node["columns"] === true ||
      isNode(node["expr"]) ||
      listOf(node, "qualified_exclude_list").length > 0 ||
      renames.some(({ key }) => textOf(key, "table") !== ""),
  };
}
