import { expect, test } from "vitest";
import { viewFaults } from "../../kernel/plugins/conformance/view-faults.ts";
import { Kernel } from "../../kernel/kernel.ts";
import { beside, overAds, problemOf, runText } from "../cells/run-text.ts";

const spec =
  "{ mark: 'bar', encoding: { y: { field: 'ad_name' }, x: { field: 'cost', type: 'quantitative' } } }";
const view = (chart = spec, name = "money-bars"): string =>
  `{ name: "${name}", label: "Money", doc: "By ad.", inputs: { ad_name: "text", cost: "money" }, chart: ${chart} }`;

const draw = (views: string, sql: string, name = "money-bars") => {
  beside(
    "views.ts",
    `import { definePlugin } from "campaign-notebook";\nexport default definePlugin({ name: "mine", views: [${views}] });`,
  );
  return runText(
    `${overAds("plugins: ./views.ts\n")}\n\`\`\`sql name=by_ad view=${name}\n${sql}\n\`\`\`\n`,
  );
};
const byAd = "SELECT ad_name, sum(cost) AS cost FROM ads GROUP BY ad_name";

test("a plugin's view draws any result that has its columns, which stays a table for others", async () => {
  const { cells } = await draw(view(), byAd, "Money-Bars");
  const [output] = cells.at(-1)?.outputs ?? [];
  expect(output).toMatchObject({
    kind: "chart",
    description: expect.stringMatching(/2 rows/),
    table: {
      rows: [
        ["A", "24.500000"],
        ["B", "3.000000"],
      ],
    },
  });
  expect(output?.kind === "chart" && output.svg).toMatch(/^<svg[\s\S]*EUR/);
});

test.each<[what: string, run: () => Promise<never> | ReturnType<typeof draw>, problem: object]>([
  [
    "a result without a column",
    () => draw(view(), "SELECT 'a' AS ad_name"),
    {
      code: "view_shape",
      message: "The view “money-bars” needs “cost”, which this result lacks",
    },
  ],
  [
    "a cell without a query",
    () => draw(view(), "CREATE TABLE x AS SELECT 1"),
    { code: "no_result" },
  ],
  [
    "another view",
    () => draw(view(), byAd, "money"),
    {
      message: "There is no view “money”",
      next: "Use view=table, view=kpi, view=findings or view=money-bars.",
    },
  ],
  [
    "a spec that is none",
    () => draw(view("{ mark: 'blob', encoding: {} }"), byAd),
    {
      code: "chart_spec",
      message: expect.stringMatching(/^The view “money-bars” of the plugin “mine”: /),
    },
  ],
  [
    "data of its own",
    () => draw(view(`{ data: { url: "https://x" }, ...${spec} }`), byAd),
    {
      message: expect.stringMatching(/^“views\[0\]\.chart” .*expected: a spec without data/),
    },
  ],
  [
    "a built-in name",
    () => draw(view(spec, "KPI"), byAd),
    {
      message: "“KPI” is a built-in view and a view of the plugin “mine”",
    },
  ],
  [
    "a page",
    () => draw(view('"<b>hello</b>"'), byAd),
    {
      message: expect.stringMatching(
        /^“views\[0\]\.chart” is "<b>hello<\/b>"; expected: a Vega-Lite spec/,
      ),
    },
  ],
])("a view with %s is refused", async (_, run, problem) => {
  expect(await problemOf(run())).toMatchObject(problem);
});

test("the conformance suite draws a view over its inputs alone", async () => {
  const kernel = await Kernel.open({ threads: 1 });
  try {
    const session = await kernel.session();
    const faults = (field: string) =>
      viewFaults(
        {
          name: "x",
          plugin: "p",
          label: "X",
          doc: "X.",
          inputs: { day: "date", ctr: "ratio" },
          chart: {
            mark: "line",
            encoding: { x: { field: "day", type: "temporal" }, y: { field, type: "quantitative" } },
          },
        },
        session,
      );
    expect(await faults("ctr")).toEqual([]);
    expect(await faults("cvr")).toEqual([expect.stringContaining("cvr")]);
  } finally {
    await kernel.close();
  }
});
