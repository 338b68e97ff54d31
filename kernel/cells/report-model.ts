import { version } from "../../package.json";
import { chartVariables } from "../chart/vega/theme.ts";
import type { ReportModel } from "../report/model.ts";
import { engineVersion } from "../session/engine-version.ts";
import type { FinishedRun } from "./run-notebook.ts";

/**
 * What a report of these cells shows.
 *
 * @param file  the notebook's name, for where it has no title
 */
export function reportModel(finished: FinishedRun, file: string): ReportModel {
  return {
    title: finished.title ?? file,
    lang: "en",
    loads: finished.loads,
    parameters: finished.parameters,
    notices: finished.notices,
    versions: { product: version, engine: engineVersion() },
    chartVariables,
    incomplete: null,
    cells: finished.cells.flatMap(({ cell, hide, name, outputs }): ReportModel["cells"] => {
      if (cell.kind === "setup") return [];
      if (cell.kind === "markdown") return [{ kind: "markdown", text: cell.text }];
      if (hide === "all") return [];
      const { language, text: code } = cell;
      return [
        {
          kind: "code",
          language,
          code,
          hidden: hide === "code",
          name,
          outputs: hide === "result" ? [] : outputs,
        },
      ];
    }),
  };
}
