import { chmod, realpath, stat, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { Command } from "commander";
import { NotebookRunner } from "../cells/notebook-runner.ts";
import { wholeFile } from "../export/whole-file.ts";
import { Kernel } from "../kernel.ts";
import { editSetup } from "../notebook/edit-setup.ts";
import { parseNotebook } from "../notebook/parse.ts";
import { pinInputs } from "../pins/pin-inputs.ts";
import { readNotebook } from "./notebook-argument.ts";
import { ProgressBar } from "./progress-bar.ts";
import { stoppable } from "./stoppable.ts";

export function pinCommand(): Command {
  return new Command("pin")
    .description(
      "Write into a notebook which bytes it reads and which versions read them. Loads its sources.",
    )
    .argument("<notebook>", "a *.campaign.md file; pins: of its front matter is replaced")
    .addHelpText(
      "after",
      `
Afterwards run says what is not as it was pinned, and check exits with 1.

Example:
  campaign-notebook pin weekly.campaign.md && campaign-notebook check weekly.campaign.md`,
    )
    .action(pin);
}

async function pin(path: string): Promise<void> {
  const text = await readNotebook(path);
  const { cells } = parseNotebook(text);
  const bar = new ProgressBar(`Loading the sources of ${basename(path)}`);
  const kernel = await Kernel.open({ threads: 1 });
  const runner = await NotebookRunner.open(kernel, {
    path,
    sources: new Map(),
    parameters: new Map(),
  });
  try {
    const setup = await stoppable((signal) =>
      runner.setup.run(cells, { signal, progress: (_, state) => bar.show(state) }),
    ).finally(() => bar.done());
    const { edit, files } = pinInputs(cells, setup);
    const pinned = editSetup(text, edit);
    const { product, engine } = setup.pins;
    if (pinned !== text) await replace(await realpath(path), pinned);
    process.stdout.write(
      `${files} ${files === 1 ? "file" : "files"} pinned, Campaign Notebook ${product}, DuckDB ${engine}${pinned === text ? "; nothing changed" : ""}.\n`,
    );
  } finally {
    runner.close();
    await kernel.close();
  }
}

/** The file keeps its mode; a link to it stays one. */
async function replace(path: string, text: string): Promise<void> {
  const { mode } = await stat(path);
  const write = async (temporary: string): Promise<void> => {
    await writeFile(temporary, text);
    await chmod(temporary, mode);
  };
  await wholeFile(path, write, "Check that you may write to its folder.");
}
