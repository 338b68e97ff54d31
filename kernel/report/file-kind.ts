import type { LoadedFile } from "../protocol/load-report.ts";

const formats = {
  xlsx: "XLSX",
  ods: "ODS",
  xls: "Excel XML",
  html: "HTML",
  json: "JSON",
  parquet: "Parquet",
} as const;

/** What a file was, in few words: "XLSX", "utf-8 in gzip". */
export function fileKind({ format, container, encoding }: LoadedFile): string {
  const kind = format === undefined ? encoding : formats[format];
  return container === undefined ? kind : `${kind} in ${container}`;
}
