import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { CellOutput, OutputTable } from "../../kernel/protocol/output.ts";
import { renderReport } from "../../kernel/report/render-report.ts";
import { column, sampleModel } from "./sample-model.ts";

const sample = sampleModel();

/** The report as a process of its own prints it under `environment`. */
async function print(environment: Record<string, string>): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", fileURLToPath(new URL("print-report.ts", import.meta.url))],
    { env: { PATH: process.env["PATH"], ...environment }, maxBuffer: 2 ** 24 },
  );
  return stdout;
}

test("the same model gives the same bytes, whatever the machine's time zone and language", async () => {
  const there = await print({ TZ: "Asia/Kolkata", LANG: "tr_TR.UTF-8", LC_ALL: "ar_EG.UTF-8" });
  expect(there).toBe(renderReport(await sample));
});

test("a table shows its first 200 rows and says of how many", async () => {
  const table: OutputTable = {
    columns: [column("day", "date", "DATE"), column("clicks", "count", "BIGINT")],
    rows: Array.from({ length: 250 }, (_, row) => [`day ${row}`, row]),
    total: 7200,
    currency: null,
  };
  const html = await withOutput({ kind: "table", name: null, table });
  expect(html.match(/<th scope="row">day /g)).toHaveLength(200);
  expect(html).toContain("First 200 of 7,200 rows.");
});

test("hidden code is left out, its output stays", async () => {
  const output = { kind: "table", name: null, table: oneRow } as const;
  expect(await withOutput(output, true)).not.toContain("SELECT secret");
  expect(await withOutput(output, false)).toContain("SELECT secret");
  expect(await withOutput(output, true)).toContain("12,345");
});

test("a drawing that could run or load something is a defect, not a report", async () => {
  for (const inside of [
    "<script>1</script>",
    "<foreignObject/>",
    '<path onclick="1"/>',
    '<g href="#a"/>',
    '<path fill="url(https://example.com)"/>',
    "</svg><p>",
    "<g>",
    "<title",
  ]) {
    const drawing = {
      kind: "chart",
      title: "t",
      description: "d",
      notes: [],
      table: oneRow,
    } as const;
    await expect(withOutput({ ...drawing, svg: `<svg>${inside}</svg>` })).rejects.toThrow(
      /drawing/,
    );
    const spoken = '<svg><g aria-label="Ad: javascript: url(x), expression(y)"></g></svg>';
    expect(await withOutput({ ...drawing, svg: spoken })).toContain(spoken);
  }
});

test("two drawings with the same ids are told apart", async () => {
  const svg = `<svg aria-labelledby="t d"><title id="t">x</title><desc id="d">y</desc><g clip-path="url(#t)"></g></svg>`;
  const chart = {
    kind: "chart",
    svg,
    title: "t",
    description: "d",
    notes: [],
    table: oneRow,
  } as const;
  const html = renderReport({
    ...(await sample),
    cells: [
      {
        kind: "code",
        language: "vega-lite",
        code: "",
        hidden: true,
        name: null,
        outputs: [chart, chart],
      },
    ],
  });
  expect(html).toContain('<svg aria-labelledby="f1-t f1-d"><title id="f1-t">');
  expect(html).toContain('clip-path="url(#f2-t)"');
});

const oneRow: OutputTable = {
  columns: [column("clicks", "count", "BIGINT")],
  rows: [[12345]],
  total: 1,
  currency: null,
};

async function withOutput(output: CellOutput, hidden = false): Promise<string> {
  const code = "SELECT secret";
  return renderReport({
    ...(await sample),
    cells: [{ kind: "code", language: "sql", code, hidden, name: null, outputs: [output] }],
  });
}
