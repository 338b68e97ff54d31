import type { NotebookDocument } from "vscode";
import { ProgressLocation, window } from "vscode";
import type { Kernels } from "./kernels.ts";
import type { NotebookKernel } from "./notebook-kernel.ts";

/** Work of a notebook's kernel with a notification that says how far it is and can stop it. */
export function withKernelProgress<Result>(
  title: string,
  kernels: Kernels,
  notebook: NotebookDocument,
  work: (kernel: NotebookKernel) => Promise<Result>,
): Thenable<Result> {
  const kernel = kernels.of(notebook);
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, async (progress, cancelled) => {
    const changes = kernels.onDidChange((changed) => {
      if (changed === notebook && kernel.progress !== null)
        progress.report({ message: kernel.progress });
    });
    const cancels = cancelled.onCancellationRequested(() => void kernel.stop());
    try {
      return await work(kernel);
    } finally {
      changes.dispose();
      cancels.dispose();
    }
  });
}
