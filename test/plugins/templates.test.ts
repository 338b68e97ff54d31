import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readFrontMatter } from "../../kernel/notebook/front-matter.ts";
import { parseNotebook } from "../../kernel/notebook/parse.ts";
import { filesBeside, withPlugin } from "../../kernel/notebook/template.ts";
import { builtInRegistry } from "../../kernel/plugins/built-in.ts";
import { offeredTemplates } from "../../kernel/plugins/offered-templates.ts";
import { writeTemplate } from "../../kernel/plugins/write-template.ts";
import { ProblemError } from "../../kernel/protocol/problem.ts";

const folder = mkdtempSync(join(tmpdir(), "campaign-notebook-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const notebook = (more = "") =>
  `---\ncampaign-notebook: 1\nsources: {ads: exports/ads.csv}\n${more}---\n\n# Which?\n`;

/** A plugin's file in a folder of its own, with one template beside it. */
function pluginIn(
  name: string,
  text: string | null = notebook(),
  path = "./weekly.campaign.md",
): string {
  mkdirSync(join(folder, name, "exports"), { recursive: true });
  writeFileSync(join(folder, name, "exports/ads.csv"), "Ad ID,Cost\n1,2\n");
  if (text !== null) writeFileSync(join(folder, name, "weekly.campaign.md"), text);
  const template = { name: `${name}-week`, title: "Week", description: "What?", path };
  const file = join(folder, name, "plugin.mjs");
  writeFileSync(
    file,
    `import { definePlugin } from "campaign-notebook";
export default definePlugin({ name: "${name}", templates: [${JSON.stringify(template)}] });`,
  );
  return file;
}

const offered = (written: string) =>
  offeredTemplates([{ written, notebookPath: join(folder, "n.campaign.md") }]);

test("the samples are templates like any other, as their notebooks say", () => {
  const found = readdirSync("samples").filter((name) => name.endsWith(".campaign.md"));
  const listed = builtInRegistry.templates.map(({ name, title, description, path }) => {
    const { cells } = parseNotebook(readFileSync(path, "utf8"));
    const heading = /^# (.+)$/m.exec(
      cells.find(({ kind }) => kind === "markdown")?.text ?? "",
    )?.[1];
    expect([title, description]).toEqual([
      readFrontMatter(cells[0]?.text ?? "").settings?.title,
      heading,
    ]);
    return `${name}.campaign.md`;
  });
  expect(listed).toEqual(found.toSorted());
});

test("a plugin's template is written with its export, and names the plugin", async () => {
  const { templates, problems } = await offered(pluginIn("first"));
  const [template] = templates;
  expect(problems).toEqual([]);
  expect(template).toMatchObject({
    name: "first-week",
    plugin: { name: "first", packageName: null },
  });
  if (!template) return;
  const target = join(folder, "out", "mine.campaign.md");
  expect(await writeTemplate(template, target)).toEqual(["exports/ads.csv"]);
  const text = readFileSync(target, "utf8");
  expect(text).toBe(notebook().replace("1\n", "1\nplugins: ../first/plugin.mjs\n"));
  expect(readFrontMatter(parseNotebook(text).cells[0]?.text ?? "").problems).toEqual([]);

  // The same export may stay; another one, or another notebook, is nobody's to overwrite.
  expect(await writeTemplate(template, join(folder, "out", "second.campaign.md"))).toEqual([]);
  writeFileSync(join(folder, "out", "exports/ads.csv"), "Ad ID,Cost\n1,3\n");
  for (const name of ["third", "mine"])
    await expect(
      writeTemplate(template, join(folder, "out", `${name}.campaign.md`)),
    ).rejects.toThrow(ProblemError);
  expect(readFileSync(join(folder, "out", "exports/ads.csv"), "utf8")).toContain("1,3");
  expect(readdirSync(join(folder, "out"))).not.toContain("third.campaign.md");
});

test("an installed package is named by its name; a plugin that does not load takes no other with it", async () => {
  const modules = join(folder, "node_modules/@team");
  pluginIn("pack");
  mkdirSync(join(modules, "pack"), { recursive: true });
  for (const file of ["plugin.mjs", "weekly.campaign.md"])
    writeFileSync(join(modules, "pack", file), readFileSync(join(folder, "pack", file)));
  writeFileSync(
    join(modules, "pack/package.json"),
    '{"name": "@team/pack", "exports": "./plugin.mjs"}',
  );
  const notebookPath = join(folder, "n.campaign.md");
  const { templates, problems } = await offeredTemplates([
    { written: "./gone.mjs", notebookPath },
    { written: "@team/pack", notebookPath },
  ]);
  expect(problems).toMatchObject([{ code: "plugin" }]);
  expect(templates.map(({ plugin }) => plugin.packageName)).toEqual(["@team/pack"]);
  expect(withPlugin(notebook(), "@team/pack")).toContain('\nplugins: "@team/pack"\n');
});

test.each<[what: string, text: string | null, path: string | undefined, message: RegExp]>([
  ["whose notebook is not there", null, undefined, /“bad-week” is not there to read: \.\/weekly/],
  ["that names plugins itself", notebook("plugins: ./x.ts\n"), undefined, /cannot take the plugin/],
  ["that is no notebook", "# Hello\n", undefined, /“bad-week” is none/],
  [
    "outside its folder",
    notebook(),
    "../weekly.campaign.md",
    /“templates\[0\]\.path” is "\.\.\/weekly/,
  ],
  ["at an absolute path", notebook(), "/etc/weekly.campaign.md", /“templates\[0\]\.path”/],
  ["that is another file", notebook(), "./weekly.md", /expected: a file like \.\/weekly/],
])("a template %s is refused", async (_, text, path, message) => {
  rmSync(join(folder, "bad"), { recursive: true, force: true });
  const { templates, problems } = await offered(pluginIn("bad", text, path));
  expect(templates).toEqual([]);
  expect(problems).toMatchObject([{ message: expect.stringMatching(message) }]);
});

test("only files in a template's folder are copied with it", () => {
  const text = notebook("include: team.yaml\n").replace(
    "{ads: exports/ads.csv}",
    '{a: ["x.csv", ../b.csv, /c.csv, "d/*.csv"], b: x.csv}',
  );
  expect(filesBeside(text)).toEqual(["x.csv", "team.yaml"]);
});
