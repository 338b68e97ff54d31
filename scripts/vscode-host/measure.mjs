// What a person waits for in a real VS Code, as the benchmarks' timings in JSON.
// Run by test/bench/editor.ts, which gives it as JSON an export of a million rows and what to stop.
import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openWindow } from "./drive.mjs";

const rounds = 10;
const fence = (text, info = "sql") => `\n\`\`\`${info}\n${text}\n\`\`\`\n`;

const { largeExport, big, stops: endless, loading } = JSON.parse(process.argv[2]);
const waits = [await activation(), ...(await stops()), ...(await loadStops())];
console.log(JSON.stringify([...waits, await firstPaint()]));

/** Of the extension alone, when others have long been there: reading it, and its own call. */
async function activation() {
  const times = [];
  for (let round = 0; round < 5; round++) {
    const window = await openWindow({
      files: { "first.txt": "", "a.campaign.md": fence("SELECT 1") },
      opens: "first.txt",
    });
    const { page, pick } = window;
    try {
      await sleep(3_000);
      await window.openNotebook("a.campaign.md");
      await page.setViewportSize({ width: 1400, height: 4000 });
      await pick(">Developer: Startup Performance", "Startup Performance");
      const row = page.locator(".view-line", { hasText: "campaign-notebook.campaign-notebook" });
      const cells = (await row.first().innerText()).split("|").map((cell) => cell.trim());
      times.push(Number(cells[3]) + Number(cells[4]));
    } finally {
      await window.close();
    }
  }
  return {
    what: "VS Code: the extension is read and activated",
    times,
    target: { of: "median", ms: 50 },
  };
}

/** From the click on Stop until the cell shows that it has ended. */
async function stops() {
  return inNotebook(
    [big, ...endless.map(({ sql }) => sql)].map((sql) => fence(sql)),
    async (cells) => {
      await cells.run(0);
      const timings = [];
      for (const [index, { what, target }] of endless.entries()) {
        const times = [];
        for (let round = 0; round < rounds; round++)
          times.push(await cells.stop(index + 1, 300 + 50 * round));
        timings.push({ what: `VS Code, Stop: ${what}`, times, target });
      }
      return timings;
    },
  );
}

async function loadStops() {
  const setup = "---\ncampaign-notebook: 1\nsources:\n  ads: ads.csv\n---\n";
  return inNotebook([setup], async (cells, { workspace }) => {
    copyFileSync(largeExport, join(workspace, "ads.csv"));
    const times = [];
    for (let round = 0; round < rounds; round++) times.push(await cells.stop(0, 300 + 100 * round));
    const what = "VS Code, Stop: loading an export";
    return [{ what, times, target: loading }];
  });
}

/** How much later than the end of the same query without a result the first rows of it are there. */
async function firstPaint() {
  // With an order, which a result is given anyway: the same statement, once shown and once not.
  const rows = "SELECT range AS n FROM range(10000000) ORDER BY n";
  const files = [`CREATE OR REPLACE TABLE big AS ${rows}`, rows].map((sql) => fence(sql));
  return inNotebook(files, async (cells, window) => {
    await cells.run(0);
    const times = [];
    const before = hostMemory(window);
    for (let round = 0; round < rounds; round++) {
      const query = await cells.run(0);
      times.push((await cells.paint(1)) - query);
    }
    const grown = Math.round((hostMemory(window) - before) / 1e6);
    return {
      what: `VS Code: 10 M rows are queried, the first are painted (its process grew by ${grown} MB)`,
      times,
      target: { of: "median", ms: 150 },
    };
  });
}

async function inNotebook(texts, measure) {
  const window = await openWindow({ files: { "m.campaign.md": texts.join("") } });
  try {
    await window.page.setViewportSize({ width: 1400, height: 2000 });
    await window.openNotebook("m.campaign.md");
    return await measure(cellsOf(window), window);
  } finally {
    await window.close();
  }
}

function cellsOf({ page, outputs }) {
  const row = (index) => page.locator(".cell-list-container .monaco-list-row").nth(index);
  const button = async (index, icon) => {
    await row(index).hover();
    return row(index).locator(`.codicon-notebook-${icon}`).first();
  };
  /** From the next click until the cell shows one of these, as the page's own clock has it. */
  const untilShown = (index, states) =>
    row(index).evaluate(
      (element, selector) =>
        new Promise((settle) => {
          addEventListener("click", start, { capture: true, once: true });
          function start() {
            const clicked = performance.now();
            const look = () =>
              element.querySelector(".codicon-notebook-state-executing") === null &&
              element.querySelector(selector) !== null
                ? settle(performance.now() - clicked)
                : requestAnimationFrame(look);
            // The state of the run before this one stays for a moment.
            setTimeout(look, 20);
          }
        }),
      states.map((state) => `.codicon-notebook-state-${state}`).join(),
    );
  return {
    async run(index) {
      const ended = untilShown(index, ["success", "error"]);
      await (await button(index, "execute")).click();
      return await ended;
    },
    async stop(index, after) {
      await (await button(index, "execute")).click();
      const stop = await button(index, "stop");
      await stop.waitFor();
      await sleep(after);
      const ended = untilShown(index, ["error", "success"]);
      await stop.click();
      return await ended;
    },
    /** From the click until rows are in the grid. */
    async paint(index) {
      await outputs
        .locator("[role=grid]")
        .evaluateAll((grids) => grids.forEach((grid) => grid.setAttribute("data-old", "")));
      const clicked = page.evaluate(
        () =>
          new Promise((settle) =>
            addEventListener("click", () => settle(Date.now()), { capture: true, once: true }),
          ),
      );
      await (await button(index, "execute")).click();
      // In the page's own clock, which is this machine's: asking from outside takes its time, too.
      const painted = await outputs.locator("body").evaluate(
        (body) =>
          new Promise((settle) => {
            const rows = "[role=grid]:not([data-old]) [role=gridcell]";
            const isIn = (root) =>
              root.querySelector(rows) !== null ||
              [...root.querySelectorAll("*")].some(
                ({ shadowRoot }) => shadowRoot !== null && isIn(shadowRoot),
              );
            const look = () => (isIn(body) ? settle(Date.now()) : requestAnimationFrame(look));
            look();
          }),
      );
      return painted - (await clicked);
    },
  };
}

/** Memory of VS Code's process of extensions, in bytes. */
function hostMemory({ server }) {
  const pid = readdirSync("/proc").find((name) => {
    try {
      const words = readFileSync(`/proc/${name}/cmdline`, "utf8");
      const group = readFileSync(`/proc/${name}/stat`, "utf8").split(") ")[1].split(" ")[2];
      return words.includes("--type=extensionHost") && Number(group) === server.pid;
    } catch {
      return false; // Ended since, or no process.
    }
  });
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) * 1024;
}
