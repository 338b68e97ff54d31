import { describe, expect, it } from "vitest";
import { catalogue, families, metricByName } from "../../kernel/metrics/catalogue.ts";
import { columnById, columns, loadedColumnId } from "../../kernel/metrics/columns.ts";
import { describeMetrics } from "../../kernel/metrics/describe.ts";
import { inputNames } from "../../kernel/metrics/expression.ts";
import { parameters, type Metric } from "../../kernel/metrics/metric.ts";

const metrics: readonly Metric[] = catalogue;

describe("the catalogue", () => {
  it("gives every id and every name once", () => {
    expect(repeated(metrics.map(({ id }) => id))).toEqual([]);
    expect(repeated(metrics.map(({ name }) => name))).toEqual([]);
  });

  it("lists every metric in exactly one family", () => {
    expect(families.flatMap((family) => family.metrics)).toEqual(metrics);
  });

  it.each(metrics)("$name declares exactly the inputs that its formula uses", (metric) => {
    const declared = parameters(metric).map(({ name }) => name);
    expect(declared.toSorted()).toEqual([...inputNames(metric.formula)].toSorted());
  });

  it.each(metrics)("$name takes optional inputs last and is written as plain SQL", (metric) => {
    const required = parameters(metric).filter((parameter) => parameter.default === undefined);
    expect(parameters(metric).slice(0, required.length)).toEqual(required);
    for (const name of [metric.name, ...parameters(metric).map((parameter) => parameter.name)]) {
      expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
    }
  });

  it("names in its notes only metrics that exist", () => {
    const named = metrics.flatMap(({ notes = "" }) =>
      [...notes.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !metricByName(name))).toEqual([]);
  });

  it("says that hook rate is a substitute", () => {
    expect(metricByName("hook_rate")?.notes).toMatch(/substitute.*no 3-second metric/);
  });

  it("describes itself as plain JSON", () => {
    const description = describeMetrics();
    expect(JSON.parse(JSON.stringify(description))).toEqual(description);
    expect(description.find(({ name }) => name === "cpm")).toMatchObject({
      id: "cpm",
      family: "Delivery",
      unit: "money",
      better: "lower",
      inputs: [
        { name: "cost", unit: "money" },
        { name: "impressions", unit: "count" },
      ],
      formula: "cost / impressions * 1000",
    });
  });
});

describe("columns", () => {
  it("have one id each", () => {
    expect(repeated(columns.map(({ id }) => id))).toEqual([]);
  });

  it("never carry a function's name", () => {
    expect(columns.filter(({ id }) => metricByName(id))).toEqual([]);
    expect(loadedColumnId("cpm")).toBe("cpm_printed");
    expect(loadedColumnId("ctr_destination")).toBe("ctr_destination");
    expect(loadedColumnId("impressions")).toBe("impressions");
  });

  it("have the unit of the metric that they print, and are not to be summed", () => {
    const printed = metrics.flatMap((metric) => {
      const column = columnById(loadedColumnId(metric.id));
      return column ? [{ metric, column }] : [];
    });
    expect(printed.length).toBeGreaterThan(30);
    for (const { metric, column } of printed) {
      expect({ id: column.id, unit: column.unit, additive: column.additive }).toEqual({
        id: column.id,
        unit: metric.unit,
        additive: false,
      });
    }
  });

  it("have the unit that a metric's input of the same name expects", () => {
    for (const metric of metrics) {
      for (const { name, unit } of parameters(metric)) {
        const column = columnById(name);
        if (column) expect([metric.name, name, unit]).toEqual([metric.name, name, column.unit]);
      }
    }
  });

  it("know what adds up", () => {
    expect(columnById("impressions")).toMatchObject({ unit: "count", additive: true });
    expect(columnById("cost")).toMatchObject({ unit: "money", additive: true });
    expect(columnById("reach")).toMatchObject({ unit: "people", additive: false });
    expect(columnById("ctr_destination")).toMatchObject({ unit: "ratio", additive: false });
    expect(columnById("ad_id")).toMatchObject({ unit: "id", additive: false });
    expect(columnById("whatever")).toBeUndefined();
  });
});

function repeated(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
