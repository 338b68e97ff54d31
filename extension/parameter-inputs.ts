import type { NotebookDocument, NotebookRendererMessaging } from "vscode";
import { commands, Disposable, notebooks, Range, window, workspace, WorkspaceEdit } from "vscode";
import { setParameterDefault } from "../kernel/notebook/parameter-default.ts";
import type { ParameterInput } from "../kernel/protocol/output.ts";
import { describeProblem, ProblemError } from "../kernel/protocol/problem.ts";
import { notebookType } from "./controller.ts";
import type { Kernels } from "./kernels.ts";
import type { ParameterRequest } from "./renderer-requests.ts";
import { parameterRequest } from "./renderer-requests.ts";
import { NotebookMemory, setupCell } from "./notebook-memory.ts";

type Answer =
  | { readonly type: "parameters"; readonly parameters: readonly ParameterInput[] }
  | { readonly type: "refused"; readonly name: string; readonly message: string };

/** What the parameter inputs below the setup cell do: a value for this session, or one for the file. */
export class ParameterInputs extends Disposable {
  readonly #kernels: Kernels;
  readonly #changed: (notebook: NotebookDocument) => void;
  readonly #messaging: NotebookRendererMessaging;

  /** @param changed  told after values changed */
  constructor(kernels: Kernels, changed: (notebook: NotebookDocument) => void) {
    const messaging = notebooks.createRendererMessaging("campaign-notebook.load");
    const listening = messaging.onDidReceiveMessage(({ editor, message }) => {
      const read = parameterRequest.safeParse(message);
      if (read.success && editor.notebook.notebookType === notebookType)
        void this.#answer(editor.notebook, read.data);
    });
    super(() => listening.dispose());
    this.#kernels = kernels;
    this.#changed = changed;
    this.#messaging = messaging;
  }

  async #answer(notebook: NotebookDocument, asked: ParameterRequest): Promise<void> {
    // The output already says what the notebook's own values are.
    if (asked.type === "shown" && NotebookMemory.of(notebook).parameters.size === 0) return;
    try {
      if (asked.type === "runStale") {
        await commands.executeCommand("campaignNotebook.runStaleCells");
        return;
      }
      if (asked.type === "set") await this.set(notebook, asked.name, asked.text);
      if (asked.type === "keep") await this.keep(notebook, asked.name);
      await this.#tell(notebook);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const message = describeProblem(error.problem);
      if ("name" in asked) this.#send(notebook, { type: "refused", name: asked.name, message });
    }
  }

  /**
   * Holds until the notebook is closed or the value is reset; what read the old one becomes stale.
   *
   * @param text  as `--param` takes it; null: the notebook's own value
   * @throws ProblemError for a wrong value, or where no kernel can be started
   */
  async set(notebook: NotebookDocument, parameter: string, text: string | null): Promise<void> {
    const { parameters, state } = NotebookMemory.of(notebook);
    const next = new Map(Object.entries(state.parameters ?? {}));
    if (text === null) next.delete(parameter);
    else next.set(parameter, text);
    // The kernel knows what a value must be; one that it refuses is not kept.
    await this.#kernels
      .of(notebook)
      .parameters({ cells: state.cells, parameters: Object.fromEntries(next) });
    if (text === null) parameters.delete(parameter);
    else parameters.set(parameter, text);
    this.#changed(notebook);
  }

  /**
   * Writes the value into the front matter.
   *
   * @throws ProblemError where it cannot be written there without changing more
   */
  async keep(notebook: NotebookDocument, parameter: string): Promise<void> {
    const { parameters } = NotebookMemory.of(notebook);
    const text = parameters.get(parameter);
    const setup = setupCell(notebook);
    if (text === undefined || !setup) return;
    const before = setup.document.getText();
    const { start, end, written } = setParameterDefault(before, parameter, text);
    const edit = new WorkspaceEdit();
    const { document } = setup;
    edit.replace(
      document.uri,
      new Range(document.positionAt(start), document.positionAt(end)),
      written,
    );
    if (!(await workspace.applyEdit(edit))) return;
    parameters.delete(parameter);
    this.#changed(notebook);
  }

  async #tell(notebook: NotebookDocument): Promise<void> {
    const { state } = NotebookMemory.of(notebook);
    const parameters = await this.#kernels.of(notebook).parameters(state);
    this.#send(notebook, { type: "parameters", parameters });
  }

  #send(notebook: NotebookDocument, answer: Answer): void {
    for (const editor of window.visibleNotebookEditors) {
      if (editor.notebook === notebook) void this.#messaging.postMessage(answer, editor);
    }
  }
}
