import { join } from "node:path";
import type { LogOutputChannel } from "vscode";
import { Uri, window, workspace } from "vscode";
import { readFrontMatter } from "../kernel/notebook/front-matter.ts";
import { parseNotebook } from "../kernel/notebook/parse.ts";
import { describeProblem, ProblemError } from "../kernel/protocol/problem.ts";
import type { NamedPlugin, OfferedTemplate } from "../kernel/protocol/template.ts";
import { notebookType } from "./controller.ts";
import { KernelProcess } from "./kernel-process.ts";

/** Of a workspace with more notebooks, these tell which plugins there are. */
const mostNotebooks = 200;

const ignore = (): void => undefined;

/**
 * The templates of the plugins that are known here: registered by other extensions, or named by
 * notebooks that are open or in the workspace. In Restricted Mode there are none.
 */
export async function pluginTemplates(
  registered: readonly string[],
  { extensionPath, log }: { readonly extensionPath: string; readonly log: LogOutputChannel },
): Promise<readonly OfferedTemplate[]> {
  if (!workspace.isTrusted) return [];
  const named = [
    ...registered.map((path) => ({ written: path, notebookPath: path })),
    ...(await namedByNotebooks()),
  ];
  if (named.length === 0) return [];
  const kernel = new KernelProcess(
    { entry: join(extensionPath, "dist", "kernel.cjs") },
    {
      ended: ignore,
      answering: ignore,
      progress: ignore,
      printed: ignore,
      log: (line) => log.info(line),
    },
  );
  try {
    const { templates, problems } = await kernel.call("templates", named);
    for (const problem of problems) void window.showWarningMessage(describeProblem(problem));
    return templates;
  } catch (error) {
    // Without a kernel there are the samples all the same.
    if (!(error instanceof ProblemError)) throw error;
    void window.showWarningMessage(describeProblem(error.problem));
    return [];
  } finally {
    kernel.dispose();
  }
}

async function namedByNotebooks(): Promise<readonly NamedPlugin[]> {
  const open = workspace.notebookDocuments
    .filter((notebook) => notebook.notebookType === notebookType && notebook.uri.scheme === "file")
    .map(({ uri }) => uri.fsPath);
  const found = await workspace.findFiles("**/*.campaign.md", "**/node_modules/**", mostNotebooks);
  const paths = new Set([...open, ...found.map(({ fsPath }) => fsPath)]);
  const named = await Promise.all([...paths].map(pluginsOf));
  return named.flat();
}

async function pluginsOf(notebookPath: string): Promise<readonly NamedPlugin[]> {
  const bytes = await workspace.fs.readFile(Uri.file(notebookPath)).then(
    (read) => read,
    // It may be gone by now.
    () => new Uint8Array(),
  );
  const [setup] = parseNotebook(new TextDecoder().decode(bytes)).cells;
  const { settings } = readFrontMatter(setup?.kind === "setup" ? setup.text : "");
  return (settings?.plugins ?? []).map((written) => ({ written, notebookPath }));
}
