import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { metricByName } from "../kernel/metrics/catalogue.ts";
import { expressionText } from "../kernel/metrics/expression-text.ts";
import { dateMacroStatements } from "../kernel/metrics/macros.ts";
import { frontMatterKeys } from "../kernel/notebook/front-matter-keys.ts";
import { knownKeys } from "../kernel/notebook/front-matter-schema.ts";
import { readFrontMatter } from "../kernel/notebook/front-matter.ts";
import { customMetrics } from "../kernel/query/custom-columns.ts";
import { referencePages } from "../scripts/reference/pages.ts";
import { metricsConnection, rows } from "./metrics/engine.ts";
import { queryEngine } from "./query/engine.ts";

const folder = join(import.meta.dirname, "../docs/reference");

describe("docs/reference", () => {
  it.each(Object.entries(referencePages))(
    "%s is current (npx tsx scripts/generate-docs.ts)",
    (name, text) => {
      expect(readFileSync(join(folder, name), "utf8")).toBe(text());
    },
  );

  it("holds these pages only, and their links lead somewhere", () => {
    expect(readdirSync(folder).toSorted()).toEqual(Object.keys(referencePages).toSorted());
    const links = Object.values(referencePages).flatMap((text) =>
      [...text().matchAll(/\]\(([^)#]+)\)/g)].map(([, to = ""]) => to),
    );
    expect(links.filter((to) => !Object.hasOwn(referencePages, to))).toEqual([]);
  });
});

describe("the page of functions", () => {
  const page = referencePages["functions.md"]?.() ?? "";
  const blocks = (language: string) =>
    [...page.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, "g"))].map(
      ([, text = ""]) => text,
    );

  it("shows SQL that runs", async () => {
    const connection = await metricsConnection();
    for (const statement of dateMacroStatements()) await connection.run(statement);
    await connection.run(`CREATE TABLE ads AS SELECT i % 9 AS ad_name, DATE '2025-05-01' + i::INTEGER AS date,
      i % 5 AS conversions, 40 + i AS clicks_destination FROM range(60) r(i)`);
    const [example = "", ...conditions] = blocks("sql");
    const shrunk = await rows(connection, example);
    expect(shrunk).toHaveLength(9);
    expect(shrunk.flat().every((value) => value !== null)).toBe(true);
    for (const condition of conditions) {
      const bound = condition
        .replaceAll("$period_from", "'2025-05-08'")
        .replaceAll("$period_to", "'2025-05-14'");
      const [found] = await rows(
        connection,
        `SELECT count(*)::INTEGER FROM ads a JOIN (SELECT date AS day FROM ads) b ON true
         WHERE ${bound.replaceAll("b.date", "b.day")}`,
      );
      expect(found?.[0]).toBeGreaterThan(0);
    }
    expect(conditions).toHaveLength(2);
  });

  it("shows columns that come to what is built in", async () => {
    const [yaml = ""] = blocks("yaml");
    const { settings } = readFrontMatter(`campaign-notebook: 1\n${yaml}`);
    const { parse } = await queryEngine();
    const defined = await customMetrics(
      Object.fromEntries(
        (settings?.columns ?? []).map(({ name, formula, unit }) => [
          name,
          unit === null ? { formula } : { formula, unit },
        ]),
      ),
      {
        parse,
        columns: [
          { name: "cost", unit: "money" },
          ...["add_to_cart", "video_views_75", "video_views", "video_views_2s", "impressions"].map(
            (name) => ({ name, unit: "count" }) as const,
          ),
        ],
        engineNames: new Set(),
      },
    );
    expect(defined).toHaveLength(3);
    for (const metric of defined) {
      const builtIn = metricByName(metric.name.replace("my_", ""));
      expect(expressionText(metric.formula)).toBe(builtIn && expressionText(builtIn.formula));
      expect(metric.unit).toBe(builtIn?.unit);
    }
  });
});

describe("the page of the front matter", () => {
  it.each([[""], ["sources"], ["columns"], ["params"]])(
    "has the keys of %j, all of them",
    (section) => {
      const path = section === "" ? [] : [section, "name"];
      expect(written(section).toSorted()).toEqual([...knownKeys(path)].toSorted());
    },
  );

  it.each(frontMatterKeys.filter(({ path }) => !path.startsWith("params.")))(
    "$path has an example that is valid",
    ({ path, example }) => {
      const [section = "", , key] = path.split(".");
      const needed: Record<string, string> = { sources: "path: a.csv", columns: "formula: cost" };
      const others = key === "path" || key === "formula" ? "" : `, ${needed[section]}`;
      const line =
        key === undefined
          ? `${section}: ${example}`
          : `${section}: {name: {${key}: ${/^[[{]/.test(example) ? example : `"${example}"`}${others}}}`;
      const version = section === "campaign-notebook" ? "" : "campaign-notebook: 1\n";
      expect(readFrontMatter(`${version}${line}`).problems).toEqual([]);
    },
  );
});

function written(section: string): readonly string[] {
  return frontMatterKeys.flatMap(({ path }) => {
    const [first, star, key] = path.split(".");
    if (section === "") return star === undefined ? [path] : [];
    return first === section && key !== undefined ? [key] : [];
  });
}
