import { readFileSync } from "node:fs";
import { markdownTable } from "../../kernel/metrics/markdown-table.ts";

interface Setting {
  readonly type?: string | readonly string[];
  readonly default?: unknown;
  readonly description?: string;
  readonly markdownDescription?: string;
}

interface Manifest {
  readonly contributes: {
    readonly configuration?:
      | { readonly properties: Readonly<Record<string, Setting>> }
      | readonly { readonly properties: Readonly<Record<string, Setting>> }[];
  };
}

/** docs/reference/settings.md, from what the extension declares. */
export function settingsPage(): string {
  const manifest: Manifest = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  const sections = [manifest.contributes.configuration ?? []].flat();
  const settings = sections.flatMap(({ properties }) => Object.entries(properties));
  const variables = [
    ["`CAMPAIGN_NOTEBOOK_CACHE`", "Folder in which the command line keeps loaded exports."],
  ];
  return `# Settings

<!-- Written by scripts/generate-docs.ts; changes belong in package.json. -->

What a notebook's numbers depend on is written in the notebook: [front matter](front-matter.md).

## In VS Code

${
  settings.length === 0
    ? "There are none.\n"
    : markdownTable(
        ["Setting", "Default", "Meaning"],
        settings.map(([name, { default: value, description, markdownDescription }]) => [
          `\`${name}\``,
          `\`${JSON.stringify(value ?? null)}\``,
          (markdownDescription ?? description ?? "").replaceAll("\n", " "),
        ]),
      )
}
## In the environment

${markdownTable(["Variable", "Meaning"], variables)}`;
}
