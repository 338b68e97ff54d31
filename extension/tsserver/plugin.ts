/** A plugin of VS Code's TypeScript server, which answers for cells of campaign notebooks with it. */

import { join } from "node:path";
import type ts from "@tsd/typescript";
import { answerForCells } from "./cell-answers.ts";
import { readCells } from "./cell-files.ts";
import { moduleFile, Notebooks } from "./notebooks.ts";
import { ShippedTypes } from "./shipped-types.ts";

/** Of all projects of the server. */
const notebooks = new Notebooks();
const shipped = new ShippedTypes(join(import.meta.dirname, "types"));

interface Server {
  readonly typescript: typeof ts;
}

export default function plugin({ typescript }: Server): ts.server.PluginModule {
  let project: ts.server.Project | null = null;
  const learn = (configuration: object): void => {
    notebooks.configure(configuration);
    for (const notebook of notebooks.all)
      project?.projectService.getOrCreateScriptInfoForNormalizedPath(
        typescript.server.toNormalizedPath(moduleFile(notebook)),
        true,
        notebook.module,
        typescript.ScriptKind.TS,
      );
  };
  return {
    create(info) {
      project = info.project;
      const lengthOf = readCells(typescript, info, notebooks, shipped);
      learn(info.config);
      return answerForCells(info.languageService, lengthOf, notebooks);
    },
    onConfigurationChanged(configuration) {
      learn(configuration);
      if (!project?.getRootFiles().some((file) => notebooks.isCell(file))) return;
      project.updateGraph();
      project.refreshDiagnostics();
    },
  };
}
