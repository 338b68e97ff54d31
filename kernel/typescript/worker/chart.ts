import type { Table } from "apache-arrow";
import type { Row } from "./rows-to-table.ts";

/** A chart to be shown, or to be exported for a later cell to show. */
export class Chart {
  readonly spec: object;
  readonly data: string | Table | readonly Row[] | null;

  constructor(spec: object, data: Chart["data"]) {
    this.spec = spec;
    this.data = data;
  }
}
