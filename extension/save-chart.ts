import { basename } from "node:path";
import type { Disposable, NotebookEditor } from "vscode";
import { notebooks, Uri, window, workspace } from "vscode";
import type { SaveChart } from "../kernel/protocol/chart-message.ts";
import { saveChart } from "../kernel/protocol/schema/pages.ts";

/** Writes charts where the user says, for their pages, which can write no file. */
export function saveCharts(): Disposable {
  const messaging = notebooks.createRendererMessaging("campaign-notebook.chart");
  return messaging.onDidReceiveMessage(({ editor, message }) => {
    const read = readMessage(message);
    if (read) void save(read, editor);
  });
}

/** Anyone in the page may post anything. */
function readMessage(message: unknown): SaveChart | undefined {
  try {
    return saveChart.safeParse(JSON.parse(String(message))).data;
  } catch {
    return undefined;
  }
}

async function save({ format, title, data }: SaveChart, editor: NotebookEditor): Promise<void> {
  const folder = Uri.joinPath(editor.notebook.uri, "..");
  const target = await window.showSaveDialog({
    title: "Save Chart",
    defaultUri: Uri.joinPath(folder, `${fileName(title)}.${format}`),
    filters: format === "svg" ? { "SVG image": ["svg"] } : { "PNG image": ["png"] },
  });
  if (!target) return;
  try {
    await workspace.fs.writeFile(target, Buffer.from(data, format === "svg" ? "utf8" : "base64"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await window.showErrorMessage(
      `The chart could not be written to ${basename(target.path)}: ${reason} Choose another folder.`,
    );
  }
}

/** A title as a file name that every system takes. */
function fileName(title: string): string {
  const name = title
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80);
  return name === "" ? "chart" : name;
}
