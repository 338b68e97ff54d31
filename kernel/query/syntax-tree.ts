/** A SELECT as the engine parsed it, as far as this product reads it; everything else is `other`. */

import type { JsonNode } from "./engine-json.ts";

export interface SyntaxTree {
  readonly kind: "tree";
  readonly statements: readonly Query[];
  /** The same as the engine wrote it: for what has to see every corner. */
  readonly raw: readonly JsonNode[];
}

/** `other_statement`: the engine gives trees for SELECT only, not for CREATE TABLE AS or PIVOT. */
export type SyntaxFailure =
  | { readonly kind: "other_statement" }
  | {
      readonly kind: "syntax";
      readonly message: string;
      /** UTF-8 byte offset in the text. */
      readonly byte: number | null;
    };

export type Query = {
  readonly ctes: readonly Cte[];
  /** ORDER BY, the first key first. */
  readonly orders: readonly SqlExpression[];
  /** What LIMIT counts to. */
  readonly limit: SqlExpression | null;
} & (
  | Select
  | {
      readonly kind: "set";
      readonly byName: boolean;
      readonly left: Query;
      readonly right: Query;
    }
  | { readonly kind: "recursive"; readonly left: Query }
  | { readonly kind: "other" }
);

export interface Select {
  readonly kind: "select";
  readonly items: readonly SqlExpression[];
  readonly from: From;
  readonly where: SqlExpression | null;
  readonly groups: readonly SqlExpression[];
  readonly having: SqlExpression | null;
  readonly qualify: SqlExpression | null;
  /** USING SAMPLE without a seed. */
  readonly isSampled: boolean;
}

export interface Cte {
  readonly name: string;
  readonly columnNames: readonly string[];
  readonly query: Query;
}

export type From =
  | { readonly kind: "empty" }
  | {
      readonly kind: "table";
      readonly catalog: string;
      readonly schema: string;
      readonly name: string;
      readonly alias: string;
      readonly columnNames: readonly string[];
      readonly byte: number | null;
      /** TABLESAMPLE without a seed. */
      readonly isSampled: boolean;
    }
  | {
      readonly kind: "subquery";
      readonly query: Query;
      readonly alias: string;
      readonly columnNames: readonly string[];
    }
  | {
      readonly kind: "join";
      readonly left: From;
      readonly right: From;
      readonly using: readonly string[];
      readonly natural: boolean;
      /** SEMI and ANTI: the right side only filters. */
      readonly filters: boolean;
    }
  /** Table functions, VALUES, PIVOT, DESCRIBE: their columns are not known here. */
  | { readonly kind: "other"; readonly alias: string };

export type SqlExpression = {
  /** Empty where there is none. */
  readonly alias: string;
  /** UTF-8 byte offset in the text; of an operator, the operator's own. */
  readonly byte: number | null;
} & (
  | { readonly kind: "column"; readonly path: readonly string[] }
  /** Its value as `Number()` reads it: "15e-1", "Infinity". */
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "null" }
  /** The name without `$`. */
  | { readonly kind: "parameter"; readonly name: string }
  | Call
  | { readonly kind: "coalesce"; readonly parts: readonly SqlExpression[] }
  | {
      readonly kind: "case";
      readonly branches: readonly {
        readonly condition: SqlExpression;
        readonly value: SqlExpression;
      }[];
      readonly otherwise: SqlExpression;
    }
  | { readonly kind: "cast"; readonly type: string; readonly of: SqlExpression }
  | {
      readonly kind: "comparison";
      readonly operator: string;
      readonly left: SqlExpression;
      readonly right: SqlExpression;
    }
  | { readonly kind: "and"; readonly parts: readonly SqlExpression[] }
  | Star
  | { readonly kind: "subquery"; readonly scalar: boolean; readonly query: Query }
  | { readonly kind: "other"; readonly type: string; readonly parts: readonly SqlExpression[] }
);

/** A function, macro, operator (`+`), aggregate or window function; the name in small letters. */
export interface Call {
  readonly kind: "call";
  readonly name: string;
  readonly schema: string;
  readonly parts: readonly SqlExpression[];
  readonly over: boolean;
  /** PARTITION BY and ORDER BY of OVER. */
  readonly partitions: readonly SqlExpression[];
  readonly orders: readonly SqlExpression[];
  readonly filter: SqlExpression | null;
  /** FILTER, DISTINCT or ORDER BY inside. */
  readonly modified: boolean;
}

/** `*`, `t.*`, `* EXCLUDE … REPLACE … RENAME …`. */
export interface Star {
  readonly kind: "star";
  readonly relation: string;
  readonly exclude: readonly string[];
  readonly replace: readonly { readonly name: string; readonly value: SqlExpression }[];
  readonly rename: readonly { readonly from: string; readonly to: string }[];
  /** COLUMNS(…) and qualified EXCLUDE or RENAME lists: what it stands for is not known here. */
  readonly open: boolean;
}
