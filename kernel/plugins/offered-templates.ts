import type { Problem } from "../protocol/problem.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { NamedPlugin, OfferedTemplate, OfferedTemplates } from "../protocol/template.ts";
import { SqlParser } from "../session/sql-parser.ts";
import { Plugins } from "./plugins.ts";

/** The templates of plugins, each of which is loaded apart: one that does not load takes no other with it. */
export async function offeredTemplates(named: readonly NamedPlugin[]): Promise<OfferedTemplates> {
  const templates = new Map<string, OfferedTemplate>();
  const problems: Problem[] = [];
  const parser = await SqlParser.open();
  try {
    for (const { written, notebookPath } of named) {
      const plugins = new Plugins();
      try {
        await plugins.load({ notebookPath, written: [written], given: [] }, parser);
        for (const { plugin, ...template } of plugins.registry.templates)
          if (plugin) templates.set(template.path, { ...template, plugin });
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        problems.push(error.problem);
      } finally {
        plugins.close();
      }
    }
  } finally {
    parser.close();
  }
  return { templates: [...templates.values()], problems };
}
