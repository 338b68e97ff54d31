import { resolve } from "node:path";
import type { Kernel } from "../kernel.ts";
import type { FrontMatter } from "../notebook/front-matter-schema.ts";
import type { PluginFile } from "../plugins/find-plugin.ts";
import type { Plugins, PluginSources } from "../plugins/plugins.ts";
import { pluginFiles } from "../plugins/plugins.ts";
import type { SqlParser } from "../session/sql-parser.ts";
import type { Scripts } from "../typescript/scripts.ts";
import { inSetup } from "./setup-problem.ts";

interface Inputs {
  readonly path: string;
  /** Absolute paths of plugins besides those of the notebook. */
  readonly plugins?: readonly string[];
}

/** The plugins that a setup names as they are now, not run. @throws ProblemError of the setup */
export async function pluginsNow(
  settings: FrontMatter | null,
  inputs: Inputs,
): Promise<readonly PluginFile[]> {
  return pluginFiles(sourcesOf(settings, inputs)).catch((error: unknown) => {
    throw inSetup(error, inputs.path);
  });
}

/** Runs those that changed, and makes what they define known. @throws ProblemError of the setup */
export async function usePlugins(
  plugins: Plugins,
  settings: FrontMatter | null,
  inputs: Inputs,
  use: { readonly kernel: Kernel; readonly scripts: Scripts; readonly parser: SqlParser },
): Promise<readonly PluginFile[]> {
  await plugins.load(sourcesOf(settings, inputs), use.parser).catch((error: unknown) => {
    throw inSetup(error, inputs.path);
  });
  use.kernel.use(plugins.registry);
  use.scripts.provide(plugins.provided);
  return plugins.files;
}

export function identitiesOf(files: readonly PluginFile[]): readonly string[] {
  return files.map(({ identity }) => identity);
}

function sourcesOf(settings: FrontMatter | null, { path, plugins = [] }: Inputs): PluginSources {
  return { notebookPath: resolve(path), written: settings?.plugins ?? [], given: plugins };
}
