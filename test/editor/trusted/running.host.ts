import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { suite, test } from "mocha";
import {
  command,
  kernelPid,
  mimesOf,
  open,
  outputsOf,
  problemIn,
  rowsIn,
  run,
  sample,
  setText,
  start,
  until,
} from "../workbench.ts";

interface Truth {
  readonly stories: readonly { readonly kind: string; readonly ad_id: string }[];
}

const endless =
  "SELECT count(*) FROM range(100000000000) a, range(1000) b WHERE a.range % 7 = b.range % 3";

const setup = "---\ncampaign-notebook: 1\nsources:\n  ads: exports/ads-daily.csv\n---\n";

function fence(text: string, info = "sql"): string {
  return `\n\`\`\`${info}\n${text}\n\`\`\`\n`;
}

suite("running", () => {
  test("the sample notebook gives its answers", async () => {
    const opened = await open(sample("high-ctr-low-cvr.campaign.md"));
    await run(opened);
    const cells = opened.notebook.getCells();
    deepStrictEqual(cells.map(problemIn).filter(Boolean), []);
    const kinds = cells.flatMap((cell) => outputsOf(cell).map(({ kind }) => kind));
    deepStrictEqual(kinds, [
      "load",
      "kpi",
      "table",
      "table",
      "chart",
      "table",
      "findings",
      "table",
    ]);

    const mismatch = cells.find(({ metadata }) => metadata.attributes === "name=mismatch");
    const { stories }: Truth = JSON.parse(sample("exports/ads-daily.truth.json"));
    const planted = stories.filter(({ kind }) => kind === "mismatch").map(({ ad_id }) => ad_id);
    const found = mismatch ? rowsIn(mismatch).map((row) => row.at(-1)) : [];
    ok(planted.length > 0);
    deepStrictEqual(new Set(found), new Set(planted));
    for (const cell of cells.filter(({ outputs }) => outputs.length > 0)) {
      const [ours, ...others] = mimesOf(cell);
      match(ours ?? "", /^application\/vnd\.campaign-notebook\./);
      ok(others.includes("text/markdown"));
    }
    const chart = cells.find(({ metadata }) => metadata.language === "vega-lite");
    ok(chart && mimesOf(chart).includes("image/svg+xml"));
  });

  test("a cell runs the setup first, once, and again when it has changed", async () => {
    const opened = await open(`${setup}${fence("SELECT count(*) AS n FROM ads")}`);
    const [first, query] = opened.notebook.getCells();
    ok(first && query);
    await run(opened, 1);
    const [[rows] = []] = rowsIn(query);
    deepStrictEqual([outputsOf(first)[0]?.kind, rows], ["load", 5652]);
    const order = first.executionSummary?.executionOrder;
    await run(opened, 1);
    strictEqual(first.executionSummary?.executionOrder, order);
    await setText(first, `${first.document.getText()}\ntitle: Changed`);
    await run(opened, 1);
    ok((first.executionSummary?.executionOrder ?? 0) > (order ?? 0));
  });

  test("an error names the line in the cell, and the cells behind it do not run", async () => {
    const opened = await open(
      `${setup}${fence("SELECT 1,\n  nonsense FROM ads")}${fence("SELECT 2")}`,
    );
    await run(opened);
    const [, broken, behind] = opened.notebook.getCells();
    ok(broken && behind);
    strictEqual(problemIn(broken)?.place?.line, 2);
    strictEqual(broken.executionSummary?.success, false);
    const plain = broken.outputs[0]?.items.find(({ mime }) => mime === "text/plain");
    match(new TextDecoder().decode(plain?.data), /line 2/);
    deepStrictEqual(
      [behind.outputs.length, behind.executionSummary?.executionOrder],
      [0, undefined],
    );
  });

  for (const [when, warmUp] of [
    ["while its kernel starts", false],
    ["in the engine", true],
  ] as const) {
    test(`a long query stops ${when}, and the kernel goes on`, async () => {
      const opened = await open(`${fence(endless)}${fence("SELECT 7 AS n")}`);
      const [long, next] = opened.notebook.getCells();
      ok(long && next);
      if (warmUp) await run(opened, 1);
      const running = start(opened.notebook, 0);
      await until("the cell runs", () => long.executionSummary?.executionOrder !== undefined);
      // Long enough to be inside the engine.
      if (warmUp) await delay(500);
      const pid = await kernelPid(opened.notebook);
      const stoppedAt = Date.now();
      await command("notebook.cancelExecution", opened.notebook.uri);
      await running;
      await until("the error shows", () => problemIn(long) !== undefined);
      console.log(`MEASURED stopped ${when} after ${Date.now() - stoppedAt} ms`);
      strictEqual(problemIn(long)?.code, "interrupted");
      await run(opened, 1);
      deepStrictEqual(rowsIn(next), [[7]]);
      if (warmUp) strictEqual(await kernelPid(opened.notebook), pid);
    });
  }

  test("a killed kernel is an error in its cell, then another one with the named results", async () => {
    const opened = await open(
      `${setup}${fence("SELECT 42 AS answer", "sql name=kept")}${fence(endless)}${fence("FROM kept")}`,
    );
    const [, , long, after] = opened.notebook.getCells();
    ok(long && after);
    await run(opened, 1);
    const pid = await kernelPid(opened.notebook);
    ok(pid !== undefined);
    const running = start(opened.notebook, 2);
    await until("the query runs", () => long.executionSummary?.executionOrder !== undefined);
    // Long enough to be inside the engine: one that dies before is replaced without a word.
    await delay(500);
    process.kill(pid, "SIGKILL");
    const killedAt = Date.now();
    await until("the error shows", () => problemIn(long) !== undefined);
    console.log(`MEASURED error shown ${Date.now() - killedAt} ms after the kill`);
    await running;
    strictEqual(problemIn(long)?.code, "kernel_ended");
    match(problemIn(long)?.message ?? "", /SIGKILL/);
    await run(opened, 3);
    deepStrictEqual(rowsIn(after), [[42]]);
    ok((await kernelPid(opened.notebook)) !== pid);
  });
});
