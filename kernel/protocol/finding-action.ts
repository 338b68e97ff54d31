/** What a drawn finding asks of the extension, which reads the rest from the cell's output itself. */
export interface FindingAction {
  readonly type: (typeof findingActions)[number];
  /** The address of the cell that shows the finding. */
  readonly cell: string;
  /** Its place among the findings of the output. */
  readonly finding: number;
}

/** To insert its query as a cell, to insert a chart of it, to copy its creative brief. */
export const findingActions = ["query", "chart", "brief"] as const;
