/** The name by which VS Code and the TypeScript server know the plugin; its folder is node_modules/<name>. */
export const pluginName = "campaign-notebook-cells";

/** What the extension tells the plugin, all anew at each change. */
export interface PluginConfiguration {
  readonly notebooks: readonly NotebookCells[];
}

export interface NotebookCells {
  /** The path of the notebook's address. */
  readonly path: string;
  /** The fragments of the addresses of its TypeScript cells, in order. */
  readonly cells: readonly string[];
  /** What they import from "campaign-notebook", as declarations. */
  readonly module: string;
}
