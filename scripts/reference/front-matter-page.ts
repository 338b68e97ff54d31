import { frontMatterKeys } from "../../kernel/notebook/front-matter-keys.ts";
import { markdownTable } from "../../kernel/metrics/markdown-table.ts";

/** docs/reference/front-matter.md */
export function frontMatterPage(): string {
  return `# Front matter

<!-- Written by scripts/generate-docs.ts; changes belong in kernel/notebook/front-matter-keys.ts. -->

The YAML between the two lines of dashes at the top of a notebook. At most 64 KB; what is not listed
here is refused, with its line and the nearest name. \`*\` stands for a name of your own.

${markdownTable(
  ["Key", "Takes", "Meaning", "Example"],
  frontMatterKeys.map(({ path, takes, doc, example }) => [
    `\`${path}\``,
    takes,
    doc,
    `\`${example}\``,
  ]),
)}
## A team's columns

\`include: team.yaml\` takes the columns of a file that several notebooks share:

\`\`\`yaml
columns:
  cost_per_engaged_view: { formula: cost / video_views_6s, unit: money, better: lower }
\`\`\`

The same rules hold in it as in the front matter; it holds \`columns:\` and nothing else. Its problems
name the file, the line and the character.
`;
}
