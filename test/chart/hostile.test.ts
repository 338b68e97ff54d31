import { expect, it } from "vitest";
import { renderChart } from "../../kernel/chart/render-chart.ts";
import type { JsonObject } from "../../kernel/chart/vega/json.ts";
import { texts } from "./tables.ts";
import { expectWellFormed } from "./well-formed.ts";

const names = [
  `<script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `]]> &amp; &lt; <!-- -->`,
  `a\u202eb\u2066c`,
  `null\u0000 bell\u0007 esc\u001b[31m`,
  `half \ud83d pair`,
  `\ufffe\uffff`,
  `a.b['c'] \\ "d"`,
  `__proto__`,
  `constructor`,
  `x`.repeat(5000),
  "漢".repeat(300),
  `👨‍👩‍👧 😀`,
  `{{1+1}} \${1+1}`,
  `url(https://example.com/a.svg#b)`,
  `\\75rl(https://example.com/a.svg#b)`,
];

const rows = names.map((name, i) => [name, i + 1]);
const count = (svg: string, element: string) =>
  svg.match(new RegExp(`<${element}[\\s/>]`, "g"))?.length ?? 0;

it("draws hostile values as text only", async () => {
  const data = { columns: [{ name: "n", label: names[0] ?? "" }, { name: "v" }], rows };
  const encoding = { y: { field: "n", type: "nominal" }, x: { field: "v" }, color: { field: "n" } };
  const { svg } = await renderChart({ spec: { mark: "bar", title: names[1], encoding }, data });
  expectWellFormed(svg);
  for (const element of ["script", "img", "image", "a", "foreignObject", "use", "style"])
    expect(count(svg, element)).toBe(0);
  expect(svg).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  expect(texts(svg)).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
});

it.each(names.filter((name) => name !== "\ufffe\uffff"))(
  "draws a column named %j",
  async (name) => {
    const data = {
      columns: [{ name }, { name: "other" }],
      rows: [
        [1, "a"],
        [2, "b"],
        [3, "c"],
      ],
    };
    const encoding = { x: { field: name, type: "quantitative" }, y: { field: "other" } };
    const { svg } = await renderChart({ spec: { mark: "bar", encoding }, data });
    expectWellFormed(svg);
    expect(svg.match(/aria-roledescription="bar"/g)).toHaveLength(3);
  },
);

it("lets no paint from the data refer to anything", async () => {
  const data = { columns: [{ name: "n" }, { name: "v" }], rows };
  const encoding = { y: { field: "v" }, fill: { field: "n", type: "nominal", scale: null } };
  const { svg } = await renderChart({ spec: { mark: "point", encoding }, data });
  expect(svg).not.toMatch(/(fill|stroke)="[^"]*(url|75rl)/);
});

it("keeps class names of the spec out", async () => {
  const data = { columns: [{ name: "v" }], rows: [[1]] };
  const spec = {
    mark: { type: "bar", style: "hidden" },
    name: "danger",
    encoding: { x: { field: "v" } },
  };
  const { svg } = await renderChart({ spec, data });
  expect(svg).not.toMatch(/class="[^"]*(hidden|danger|marks)/);
});

const data = { columns: [{ name: "v" }], rows: [[1], [2]] };
const calculated = (calculate: string): JsonObject => ({
  transform: [{ calculate, as: "q" }],
  mark: "text",
  encoding: { x: { field: "v" }, text: { field: "q", type: "nominal" } },
});

it.each([
  "datum.constructor.constructor('return process')()",
  "eval('process')",
  "datum.toString.constructor",
  "[].constructor.constructor('return globalThis')().process.version",
  "{toString: datum.constructor.constructor}.toString",
  "load('file:///etc/passwd')",
  "setdata('table_0', [])",
])("gives no way out through the expression %s", async (expression) => {
  const outcome = await renderChart({ spec: calculated(expression), data }).then(
    ({ svg }) => texts(svg).join(" "),
    (error: { problem?: { code: string } }) => error.problem?.code,
  );
  expect(outcome).not.toMatch(
    new RegExp(`root:|${process.version}|\\[object process\\]|native code`),
  );
  expect(outcome).toBeTypeOf("string");
});

it("gives ids that do not clash with another chart's", async () => {
  const spec = {
    mark: { type: "rect", clip: true },
    encoding: { x: { field: "v", bin: true }, color: { field: "v" } },
  };
  const charts = await Promise.all(
    ["a-", "b-", 'c" onload="x'].map((idPrefix) => renderChart({ spec, data, idPrefix })),
  );
  const ids = charts.flatMap(({ svg }) =>
    Array.from(svg.matchAll(/ id="([^"]+)"/g), ([, id]) => id),
  );
  expect(ids.length).toBeGreaterThan(9);
  expect(new Set(ids).size).toBe(ids.length);
  expect(charts[0]?.svg).toContain('clip-path="url(#a-clip1)"');
  expect(charts[1]?.svg.replaceAll("b-", "a-")).toBe(charts[0]?.svg);
  expect(charts[2]?.svg).not.toContain("onload=");
});
