import { dirname } from "node:path";
import { assertNamesFree, engineNamesQuery } from "../metrics/macros.ts";
import type { ExportDefinition } from "../load/exports/definition.ts";
import type { Metric } from "../metrics/metric.ts";
import type { DefinedColumn } from "../typescript/scripts.ts";
import type { SqlParser } from "../session/sql-parser.ts";
import { builtIn, builtInRegistry } from "./built-in.ts";
import type { PluginFile } from "./find-plugin.ts";
import { findPlugin } from "./find-plugin.ts";
import type { LoadedPlugin } from "./load-plugin.ts";
import { inPlugin, loadPlugin } from "./load-plugin.ts";
import type { Registry, View } from "./registry.ts";
import { compose } from "./registry.ts";

export interface PluginSources {
  /** The notebook's, whose folder theirs are relative to. */
  readonly notebookPath: string;
  /** As the notebook writes them. */
  readonly written: readonly string[];
  /** Absolute paths of those that come from elsewhere. */
  readonly given: readonly string[];
}

/** A notebook's plugins. One whose file did not change is not run again. */
export class Plugins {
  #loaded: readonly LoadedPlugin[] = [];
  #registry: Registry = builtInRegistry;

  get registry(): Registry {
    return this.#registry;
  }

  get files(): readonly PluginFile[] {
    return this.#loaded.map(({ file }) => file);
  }

  get names(): readonly string[] {
    return this.#loaded.map(({ name }) => name);
  }

  /** Without those that are built in. */
  get exports(): readonly ExportDefinition[] {
    return this.#loaded.flatMap((plugin) => plugin.exports);
  }

  /** Their rules, templates and views. */
  get own(): Pick<Registry, "rules" | "templates"> & { readonly views: readonly View[] } {
    return {
      rules: this.#loaded.flatMap(({ rules }) => rules),
      templates: this.#loaded.flatMap(({ templates }) => templates),
      views: this.#loaded.flatMap(({ views }) => views),
    };
  }

  /** By name in small letters. */
  get metrics(): ReadonlyMap<string, Metric> {
    const metrics = this.#loaded.flatMap((plugin) => plugin.metrics);
    return new Map(metrics.map((metric) => [metric.name.toLowerCase(), metric]));
  }

  /** The columns, with the thread that computes each. */
  get provided(): readonly Omit<DefinedColumn, "hash">[] {
    return this.#loaded.flatMap(({ thread, signatures }) =>
      thread ? signatures.map((signature) => ({ signature, thread })) : [],
    );
  }

  /**
   * Loads what is asked for and forgets all else.
   *
   * @throws ProblemError of the first plugin that fails; `name_taken` for two definitions of a name
   */
  async load(sources: PluginSources, parser: SqlParser): Promise<void> {
    const engineNames = await parser.names(engineNamesQuery);
    const before = this.#loaded;
    const loaded: LoadedPlugin[] = [];
    try {
      for (const file of await pluginFiles(sources)) {
        const known = before.find((one) => isSame(one.file, file) && one.thread?.isAlive !== false);
        const plugin = known ?? (await loadPlugin(file, parser.parse));
        loaded.push(plugin);
        try {
          const columns = plugin.columns.map((name) => ({ name }));
          assertNamesFree([...plugin.metrics, ...columns], engineNames);
        } catch (error) {
          throw inPlugin(error, file);
        }
      }
      this.#registry = compose(builtIn, loaded);
    } catch (error) {
      for (const plugin of loaded) plugin.thread?.close();
      this.#loaded = [];
      this.#registry = builtInRegistry;
      throw error;
    } finally {
      for (const plugin of before) if (!loaded.includes(plugin)) plugin.thread?.close();
    }
    this.#loaded = loaded;
  }

  /**
   * What identifies the definition behind each name that the loaded plugins give to SQL, as their files
   * are now.
   *
   * @returns by name in small letters
   */
  identities(files: readonly PluginFile[]): ReadonlyMap<string, string> {
    return new Map(
      this.#loaded.flatMap((plugin) => {
        const now = identityNow(plugin.file, files);
        const names = [...plugin.metrics.map(({ name }) => name), ...plugin.columns];
        return names.map((name) => [name.toLowerCase(), now] as const);
      }),
    );
  }

  /** What identifies the plugins that bring rules, as their files are now. */
  rulesFrom(files: readonly PluginFile[]): readonly string[] {
    return this.#loaded.flatMap(({ rules, file }) =>
      rules.length > 0 ? identityNow(file, files) : [],
    );
  }

  /** What identifies each view that a plugin brings, by name in small letters. */
  viewsFrom(files: readonly PluginFile[]): ReadonlyMap<string, string> {
    return new Map(
      this.#loaded.flatMap(({ views, file }) =>
        views.map(({ name }) => [name.toLowerCase(), identityNow(file, files)] as const),
      ),
    );
  }

  close(): void {
    for (const { thread } of this.#loaded) thread?.close();
    this.#loaded = [];
  }
}

/** @throws ProblemError `plugin` for one that is not there */
export async function pluginFiles(sources: PluginSources): Promise<readonly PluginFile[]> {
  const folder = dirname(sources.notebookPath);
  const files = new Map<string, PluginFile>();
  for (const written of [...sources.given, ...sources.written]) {
    const file = await findPlugin(written, folder);
    // The same file from two sides is one plugin.
    files.set(file.path, file);
  }
  return [...files.values()];
}

/** Empty where it is no longer named. */
function identityNow({ path }: PluginFile, files: readonly PluginFile[]): string {
  return files.find((file) => file.path === path)?.identity ?? "";
}

function isSame(one: PluginFile, other: PluginFile): boolean {
  return one.path === other.path && one.identity === other.identity;
}
