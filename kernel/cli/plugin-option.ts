import { resolve } from "node:path";
import type { Command } from "commander";
import { Plugins } from "../plugins/plugins.ts";
import { SqlParser } from "../session/sql-parser.ts";
import { collect } from "./source-options.ts";

export interface PluginFlags {
  readonly plugin: readonly string[];
}

export function withPluginOption(command: Command): Command {
  return command.option(
    "--plugin <file>",
    "also know what this plugin adds; repeat for several",
    collect,
    [],
  );
}

/** Absolute paths of the plugins that were named, from this folder. */
export function pluginPaths({ plugin }: PluginFlags): readonly string[] {
  return plugin.map((path) => resolve(path));
}

/** Work that knows the plugins that were named; their threads end with it. */
export async function withPlugins<Result>(
  flags: PluginFlags,
  work: (plugins: Plugins) => Promise<Result>,
): Promise<Result> {
  const plugins = new Plugins();
  if (flags.plugin.length === 0) return work(plugins);
  const parser = await SqlParser.open();
  try {
    const notebookPath = resolve("notebook.campaign.md");
    await plugins.load({ notebookPath, written: [], given: pluginPaths(flags) }, parser);
    return await work(plugins);
  } finally {
    plugins.close();
    parser.close();
  }
}
