import { expect, it } from "vitest";
import type { CellText } from "../../kernel/protocol/calls.ts";
import { setup, sql, startKernel, temporaryFolder } from "./kernel-program.ts";

const chart = (text: string): CellText => ({
  kind: "code",
  language: "vega-lite",
  attributes: "data=totals",
  text,
});
const totals = sql("SELECT sum(cost) AS spent FROM ads", "name=totals");

it("marks what cannot be as it is, at its place, and loads nothing for it", async () => {
  const { kernel } = await startKernel(await temporaryFolder());
  const cells = [
    setup,
    totals,
    sql("SELECT spnt FROM totals WHERE spent > $facto"),
    sql("SELECT a.impresions FROM ads AS a"),
    sql("SELECT 1 FRO ads"),
    chart("mark: point\nencoding: {x: {field: spent}"),
  ];
  const marks = async (state: readonly CellText[]) =>
    (await kernel.call("textMarks", { cells: state })).map(
      ({ index, start, end, problem, replacements }) => {
        const written = state[index]?.text.slice(start, end);
        return `${index} ${problem.code} ${written} ${replacements[0] ?? ""}`;
      },
    );
  const always = ["2 sql_parameter $facto $factor", "4 sql_syntax ads ", "5 chart_spec  "];
  // Names are not looked at before the setup has run.
  expect(await marks(cells)).toEqual(always);
  expect((await kernel.call("outline", { cells })).sources).toEqual([]);

  await kernel.call("runCell", { cells, index: 1 });
  const impressions = "3 sql_unknown_name impresions impressions";
  const spent = "2 sql_unknown_name spnt spent";
  expect(await marks(cells)).toEqual([always[0], spent, impressions, always[1], always[2]]);

  // Its cell would give other columns now: nothing is known of them before it has run.
  const changed = cells.with(1, { ...totals, text: "SELECT sum(cost) AS spnt FROM ads" });
  expect(await marks(changed)).toEqual([always[0], impressions, always[1], always[2]]);
});

const withColumn = (formula: string): CellText => ({
  ...setup,
  text: `${setup.text}\ncolumns:\n  price: {formula: ${formula}, unit: money}`,
});

it("marks a formula's fault in the setup, an unknown column once sources are loaded", async () => {
  const { kernel } = await startKernel(await temporaryFolder());
  const marked = async (formula: string) => {
    const cells = [withColumn(formula), totals];
    const [mark] = await kernel.call("textMarks", { cells });
    return mark && `${mark.problem.code} ${cells[mark.index]?.text.slice(mark.start, mark.end)}`;
  };
  expect(await marked("cost / nosuch")).toBeUndefined();
  expect(await marked("cost / / 2")).toBe("formula /");
  await kernel.call("runCell", { cells: [withColumn("cost / 2"), totals], index: 1 });
  expect(await marked("cost / nosuch")).toBe("formula nosuch");
  expect(await marked("cost / 3")).toBeUndefined();
});
