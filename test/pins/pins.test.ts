import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { EditorKernel } from "../../kernel/editor/editor-kernel.ts";
import { readFrontMatter } from "../../kernel/notebook/front-matter.ts";
import { parseNotebook } from "../../kernel/notebook/parse.ts";
import type { Mistake, TextEdit } from "../../kernel/protocol/mistake.ts";
import { runCli } from "../cli/run-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "campaign-notebook-"));
const cache = join(folder, "cache");
const path = join(folder, "n.campaign.md");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const header = "By Day,Ad name,Ad ID,Currency,Cost,Impressions,Clicks (destination)\n";
const may = `${header}2026-05-01,A,1801,EUR,10.00,1000,10\n2026-05-02,A,1801,EUR,4.00,900,9\n`;
const june = `${header}2026-06-01,A,1801,EUR,3.00,500,5\n`;
const plugin = 'export default { name: "p" };\n';
const notebook = `---
campaign-notebook: 1
sources: {ads: ["*/ads.csv"]}
include: team.yaml
plugins: ./p.ts
---

\`\`\`sql name=n
SELECT count(*) AS n FROM ads
\`\`\`
`;

function put(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

beforeEach(() => {
  for (const month of ["may", "june"]) mkdirSync(join(folder, month), { recursive: true });
  put("may/ads.csv", may);
  put("june/ads.csv", june);
  put("team.yaml", "columns: {cost_per_click_paid: cost / clicks_destination}\n");
  put("p.ts", plugin);
  put("n.campaign.md", notebook);
});

async function checked(...flags: string[]) {
  const { status, stdout, stderr } = await runCli(["check", path, "--json", ...flags], cache);
  const { mistakes }: { mistakes: Mistake[] } = JSON.parse(stdout);
  return { status, mistakes, stderr };
}

const texts = (mistakes: readonly Mistake[]) => mistakes.map(({ message }) => message);

test("pin writes hashes and versions, and check passes until bytes or versions differ", async () => {
  chmodSync(path, 0o600);
  const link = join(folder, "link.campaign.md");
  symlinkSync(path, link);
  const pinned = await runCli(["pin", link], cache);
  expect(pinned).toMatchObject({ status: 0, stdout: expect.stringMatching(/^4 files pinned, /) });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const text = readFileSync(path, "utf8");
  expect(text.replace(/^pins:\n(?: .*\n)+/m, "")).toBe(notebook);
  const { pins } = readFrontMatter(parseNotebook(text).cells[0]?.text ?? "").settings ?? {};
  expect(
    Object.entries(pins?.sources["ads"] ?? {}).map(([name, { rows }]) => [name, rows]),
  ).toEqual([
    ["ads.csv", 1],
    ["ads.csv (2)", 2],
  ]);
  expect(Object.keys(pins?.files ?? {})).toEqual(["team.yaml", "./p.ts"]);
  expect(await checked("--fail-on", "info")).toMatchObject({ status: 0, mistakes: [] });

  put("may/ads.csv", may.replace("4.00", "5.00") + "2026-05-03,A,1801,EUR,1.00,90,1\n");
  put("team.yaml", "columns: {cost_per_click_paid: cost / clicks_destination }\n");
  put("p.ts", `// now\n${plugin}`);
  put("n.campaign.md", text.replace(/engine: .*/, 'engine: "1.0.0"'));
  const { status, mistakes } = await checked();
  expect(status).toBe(1);
  expect(texts(mistakes)).toEqual([
    expect.stringMatching(
      /^“ads\.csv \(2\)” of the source “ads” has other bytes than were pinned: SHA-256 \w{12}… with 2 rows pinned, \w{12}… with 3 rows found\.$/,
    ),
    expect.stringMatching(/^“team\.yaml” has other bytes/),
    expect.stringMatching(/^“\.\/p\.ts” has other bytes/),
    expect.stringMatching(/^The notebook was pinned with DuckDB 1\.0\.0, and this is \d/),
  ]);
  const lines = readFileSync(path, "utf8").split("\n");
  expect(mistakes.map(({ fileLine }) => lines[(fileLine ?? 0) - 1]?.trim().split(":")[0])).toEqual([
    '"ads.csv (2)"',
    "team.yaml",
    '"./p.ts"',
    "engine",
  ]);

  const ran = await runCli(["run", path, "--html", join(folder, "r.html")], cache);
  expect(ran.status).toBe(0);
  const report = readFileSync(join(folder, "r.html"), "utf8");
  for (const message of texts(mistakes)) {
    expect(ran.stdout).toContain(message);
    expect(report).toContain(message);
  }
  expect((await runCli(["pin", path], cache)).status).toBe(0);
  expect(await checked()).toMatchObject({ status: 0, mistakes: [] });
}, 60_000);

test("files that came or went are named; pins that cannot be compared are not taken for verified", async () => {
  await runCli(["pin", path], cache);
  rmSync(join(folder, "june/ads.csv"));
  put("p2.ts", plugin.replace('"p"', '"q"'));
  put(
    "n.campaign.md",
    readFileSync(path, "utf8").replace("plugins: ./p.ts", "plugins: [./p.ts, ./p2.ts]"),
  );
  const gone = await checked();
  expect([gone.status, texts(gone.mistakes)]).toEqual([
    1,
    [
      expect.stringMatching(/^“ads\.csv” of the source “ads” has other bytes/),
      "“ads.csv (2)” of the source “ads” was pinned and is not read now.",
      "“./p2.ts” is read and was not pinned.",
    ],
  ]);
  rmSync(join(folder, "may/ads.csv"));
  const missing = await checked();
  expect(missing).toMatchObject({ status: 1, mistakes: [{ code: "pins_unverified" }] });
  expect(missing.stderr).toContain("No file matches the pattern");
}, 60_000);

test("a notebook without front matter has nothing to pin, and one that cannot load is left alone", async () => {
  put("n.campaign.md", "# A\n");
  const none = await runCli(["pin", path], cache);
  expect([none.status, readFileSync(path, "utf8")]).toEqual([1, "# A\n"]);
  expect(none.stderr).toContain("no front matter");
  const broken = notebook.replace("*/ads.csv", "gone.csv");
  put("n.campaign.md", broken);
  expect((await runCli(["pin", path], cache)).status).toBe(3);
  expect(readFileSync(path, "utf8")).toBe(broken);
}, 60_000);

test("in an editor the kernel says what to write, of the files as they are by then", async () => {
  const kernel = new EditorKernel(() => undefined);
  await kernel.open({
    notebookPath: path,
    notebookUri: `file://${path}`,
    cacheFolder: cache,
    sessionFolder: join(folder, "sessions"),
  });
  const cells = () => parseNotebook(readFileSync(path, "utf8")).cells;
  const write = ({ text, range }: TextEdit) => {
    const lines = (cells()[0]?.text ?? "").split("\n");
    const at = (line: number, character: number) =>
      lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + character - 1;
    const setup = lines.join("\n");
    const next =
      setup.slice(0, at(range.line, range.character)) +
      text +
      setup.slice(at(range.endLine, range.endCharacter));
    put("n.campaign.md", readFileSync(path, "utf8").replace(setup, next));
  };
  try {
    const first = await kernel.pinInputs({ cells: cells() });
    expect(first).toMatchObject({ index: 0, files: 4 });
    write(first.edit);
    await kernel.runCell({ cells: cells(), index: 0 });
    expect((await kernel.check({ cells: cells() })).mistakes).toEqual([]);
    put("june/ads.csv", june.replace("3.00", "3.10"));
    // Nothing is read for a check: it tells of what the setup read.
    expect((await kernel.check({ cells: cells() })).mistakes).toEqual([]);
    const { outputs } = await kernel.runCell({ cells: cells(), index: 0 });
    expect(outputs[0]?.text).toContain("has other bytes than were pinned");
    const [mistake] = (await kernel.check({ cells: cells() })).mistakes;
    expect(mistake).toMatchObject({ code: "pinned_input_differs", index: 0 });
    const [edit] = mistake?.fix?.edits ?? [];
    if (edit) write(edit);
    expect((await kernel.check({ cells: cells() })).mistakes).toEqual([]);
    put("june/ads.csv", june.replace("3.00", "3.20"));
    const again = await kernel.pinInputs({ cells: cells() });
    expect(again.edit.text).not.toBe(edit?.text);
  } finally {
    await kernel.close();
  }
}, 60_000);
