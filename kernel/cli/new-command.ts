import { Command } from "commander";
import type { RegisteredTemplate } from "../plugins/registry.ts";
import { writeTemplate } from "../plugins/write-template.ts";
import { nearest } from "../protocol/near-names.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { PluginFlags } from "./plugin-option.ts";
import { withPluginOption, withPlugins } from "./plugin-option.ts";

interface Flags extends PluginFlags {
  readonly template?: string;
}

export function newCommand(): Command {
  const command = new Command("new")
    .description("Begin a notebook from a template. Without a file, list the templates.")
    .argument("[file]", "where to write it, such as weekly.campaign.md")
    .option("--template <name>", "what it begins as");
  return withPluginOption(command)
    .addHelpText(
      "after",
      `
The exports that a template comes with are copied beside the notebook; nothing is overwritten.

Examples:
  campaign-notebook new
  campaign-notebook new may/fatigue.campaign.md --template ad-fatigue
  campaign-notebook new weekly.campaign.md --template audio-week --plugin audio-ads.ts`,
    )
    .action(begin);
}

async function begin(file: string | undefined, flags: Flags): Promise<void> {
  await withPlugins(flags, async ({ registry: { templates } }) => {
    if (file === undefined) {
      for (const { name, title, description } of templates)
        process.stdout.write(
          `${name}\n  ${title}${description === title ? "" : `: ${description}`}\n`,
        );
      return;
    }
    if (!file.endsWith(".campaign.md"))
      throw new ProblemError({
        code: "bad_arguments",
        message: `“${file}” does not end like a notebook`,
        next: "Call it weekly.campaign.md, for instance.",
      });
    const beside = await writeTemplate(chosen(templates, flags.template), file);
    process.stdout.write(
      `Written: ${[file, ...beside].join(", ")}\nRun it: campaign-notebook run ${file}\n`,
    );
  });
}

function chosen(
  templates: readonly RegisteredTemplate[],
  name: string | undefined,
): RegisteredTemplate {
  const found = templates.find((template) => template.name.toLowerCase() === name?.toLowerCase());
  if (found) return found;
  const names = templates.map((template) => template.name);
  const near = name === undefined ? undefined : nearest(name, names);
  throw new ProblemError({
    code: "bad_arguments",
    message: name === undefined ? "Say what it begins as" : `There is no template “${name}”`,
    next:
      near === undefined
        ? `Add --template with one of ${names.join(", ")}.`
        : `Did you mean “${near}”?`,
  });
}
