import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { withPlugin } from "../notebook/template.ts";
import { ProblemError } from "../protocol/problem.ts";
import type { PluginFile } from "./find-plugin.ts";
import type { Template } from "./plugin.ts";
import type { RegisteredTemplate } from "./registry.ts";

/**
 * A plugin's template with its notebook's place, which is there and can take the plugin's name.
 *
 * @throws ProblemError `plugin` for one that is not
 */
export async function templateOf(
  template: Template,
  plugin: string,
  { path, packageName }: PluginFile,
): Promise<RegisteredTemplate> {
  const notebook = join(dirname(path), template.path);
  const text = await readFile(notebook, "utf8").catch(() => null);
  if (text === null)
    throw new ProblemError({
      code: "plugin",
      message: `The template “${template.name}” is not there to read: ${template.path}`,
      next: "Its path is relative to the plugin's own file.",
    });
  try {
    withPlugin(text, "./plugin.ts");
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const message = `The template “${template.name}” is none: ${error.problem.message}`;
    throw new ProblemError({ ...error.problem, code: "plugin", message }, { cause: error });
  }
  return { ...template, path: notebook, plugin: { name: plugin, path, packageName } };
}
