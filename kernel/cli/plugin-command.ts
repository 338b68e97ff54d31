import { cp, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { Command } from "commander";
import { checkPluginFile } from "../plugins/conformance/check-plugin.ts";
import { ProblemError } from "../protocol/problem.ts";

/** What a new plugin begins as: one that works, with its test. */
const sample = join(import.meta.dirname, "../samples/plugins/audio-ads");

export function pluginCommand(): Command {
  const command = new Command("plugin").description(
    "Write and test plugins, which add exports, metrics, columns, diagnoses, templates and views.",
  );
  command
    .command("new")
    .description("Begin a plugin: one that works, with sample files, to be changed.")
    .argument("<file>", "where to write it, such as line-items.ts")
    .action(begin);
  command
    .command("test")
    .description("Hold a plugin to what everything built in passes, and load its sample files.")
    .argument("<file>", "a plugin; of line-items.ts the samples lie in line-items.test/")
    .option("--json", "print what was found as JSON")
    .action(check);
  return command.addHelpText(
    "after",
    `
Examples:
  campaign-notebook plugin new line-items.ts
  campaign-notebook plugin test line-items.ts`,
  );
}

async function begin(file: string): Promise<void> {
  const path = resolve(file);
  const stem = basename(path, extname(path));
  const folder = join(dirname(path), `${stem}.test`);
  const template = join(dirname(path), `${stem}.campaign.md`);
  if (!/\.[cm]?[jt]s$/.test(path))
    throw new ProblemError({
      code: "bad_arguments",
      message: `“${file}” does not end like a module`,
      next: "Call it line-items.ts, for instance.",
    });
  for (const taken of [path, folder, template])
    if (await stat(taken).catch(() => null))
      throw new ProblemError({
        code: "not_writable",
        message: "There is something of that name already",
        place: { file: basename(taken) },
        next: "Choose another name.",
      });
  await mkdir(dirname(path), { recursive: true });
  for (const [from, to] of [
    [`${sample}.ts`, path],
    [`${sample}.campaign.md`, template],
  ] as const)
    await writeFile(to, (await readFile(from, "utf8")).replaceAll("audio-ads.", `${stem}.`));
  await cp(`${sample}.test`, folder, { recursive: true });
  process.stdout.write(
    `${file} adds an export, two metrics, a column, a diagnosis and a template; ${basename(folder)}/ holds files that it loads.\nTest it: campaign-notebook plugin test ${file}\n`,
  );
}

async function check(file: string, { json }: { readonly json?: true }): Promise<void> {
  const found = await checkPluginFile(file);
  if (found.faults.length > 0) process.exitCode = 1;
  if (json) {
    process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
    return;
  }
  const { name, checked, written, faults } = found;
  process.stdout.write(`${name}: ${checked.join(", ")}.\n`);
  for (const each of written)
    process.stdout.write(`Written: ${each}. Look through it, and keep it with the plugin.\n`);
  for (const fault of faults) process.stdout.write(`  ${fault}\n`);
  process.stdout.write(
    faults.length === 0
      ? "All checks passed.\n"
      : `${faults.length} ${faults.length === 1 ? "check" : "checks"} failed.\n`,
  );
}
