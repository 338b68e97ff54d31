import type { Problem } from "./problem.ts";

/** A plugin, as one that looks for its templates names it. */
export interface NamedPlugin {
  /** A path, or the name of an installed package. */
  readonly written: string;
  /** Absolute path of the notebook that names it: paths are relative to its folder. */
  readonly notebookPath: string;
}

/** A notebook to begin with that a plugin brings. */
export interface OfferedTemplate {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Absolute path of the notebook. */
  readonly path: string;
  readonly plugin: {
    readonly name: string;
    /** Absolute path of its module. */
    readonly path: string;
    /** Its name where it is an installed package. */
    readonly packageName: string | null;
  };
}

export interface OfferedTemplates {
  readonly templates: readonly OfferedTemplate[];
  /** Of plugins that do not load. */
  readonly problems: readonly Problem[];
}
