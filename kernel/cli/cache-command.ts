import { Command } from "commander";
import { readReport } from "../load/cached-report.ts";
import { SourceCache } from "../load/source-cache.ts";
import { formatNumber } from "../protocol/number-format.ts";
import { ProblemError } from "../protocol/problem.ts";
import { textTable } from "./text-table.ts";

export function cacheCommand(): Command {
  const command = new Command("cache").description(
    "Show or empty the folder of loaded sources. Purging costs only the time to load again.",
  );
  command
    .command("list")
    .description("The loaded sources, least recently used first.")
    .action(list);
  command
    .command("purge")
    .description("Remove loaded sources.")
    .argument("[key...]", "beginnings of keys as `cache list` shows them; all without any")
    .option("--older-than <days>", "only those not used for so many days")
    .action(purge);
  return command.addHelpText(
    "after",
    `
Examples:
  campaign-notebook cache list
  campaign-notebook cache purge
  campaign-notebook cache purge 3f2a9c --older-than 7`,
  );
}

async function list(): Promise<void> {
  const cache = await SourceCache.open();
  const entries = await cache.list((path) => readReport(path).catch(() => null));
  process.stdout.write(`${cache.folder}\n`);
  if (entries.length === 0) process.stdout.write("No loaded sources.\n");
  else
    process.stdout.write(
      textTable(
        [
          { header: "key", align: "left" },
          { header: "file", align: "left" },
          { header: "rows", align: "right" },
          { header: "bytes", align: "right" },
          { header: "last used", align: "left" },
        ],
        entries.map(({ key, bytes, lastUsed, details }) => [
          key.slice(0, 12),
          details?.files.map(({ name }) => name).join(", ") ?? "damaged",
          details ? formatNumber(details.rows.loaded, "count") : "",
          formatNumber(bytes, "count"),
          lastUsed.toISOString().slice(0, 16).replace("T", " "),
        ]),
      ),
    );
}

async function purge(
  beginnings: readonly string[],
  { olderThan }: { readonly olderThan?: string },
): Promise<void> {
  const days = olderThan === undefined ? undefined : Number(olderThan);
  if (days !== undefined && !(days >= 0))
    throw new ProblemError({
      code: "bad_arguments",
      message: `--older-than “${olderThan}” is no number of days`,
    });
  const cache = await SourceCache.open();
  const entries = await cache.list();
  const keys = entries
    .map(({ key }) => key)
    .filter((key) => beginnings.some((beginning) => key.startsWith(beginning)));
  if (beginnings.length > 0 && keys.length === 0)
    throw new ProblemError({
      code: "bad_arguments",
      message: "No loaded source has such a key",
      next: "`campaign-notebook cache list` shows them.",
    });
  const freed = await cache.purge({
    ...(beginnings.length > 0 ? { keys } : {}),
    ...(days === undefined ? {} : { olderThan: new Date(Date.now() - days * 86_400_000) }),
  });
  process.stdout.write(
    `Removed ${freed.files} ${freed.files === 1 ? "file" : "files"}, ${formatNumber(freed.bytes, "count")} bytes.\n`,
  );
}
