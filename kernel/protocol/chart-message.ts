/** What a chart's page asks of the extension, as JSON text: to write the chart where the user says. */
export interface SaveChart {
  readonly type: "save-chart";
  readonly format: "svg" | "png";
  /** Suggests the file's name. */
  readonly title: string;
  /** SVG as text, PNG in base64. */
  readonly data: string;
}
