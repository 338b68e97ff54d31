/** A table that rules read. They are made once, in this order, each from those before it. */
export interface Relation {
  readonly name: string;
  readonly sql: string;
  /** A view is computed where it is read. */
  readonly kind: "table" | "view";
}
