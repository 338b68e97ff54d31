import { Option } from "commander";
import type { Command } from "commander";
import type { LoadRequest } from "../load/load-request.ts";
import type { LoadOptions } from "../load/loaded-table.ts";
import { ProblemError } from "../protocol/problem.ts";

/** What a command says about its exports that the files do not say. */
export function withSourceOptions(command: Command): Command {
  return command
    .option("--locale <tag>", "settles decimal marks and the order of day and month (de-DE)")
    .option("--currency <code>", "currency of a file that has none (EUR)")
    .addOption(
      new Option("--clicks <kind>", "which clicks a bare “Clicks” column counts").choices([
        "destination",
        "all",
      ]),
    )
    .addOption(
      new Option("--cvr <per>", "what a bare “CVR” column is per").choices([
        "clicks",
        "impressions",
      ]),
    )
    .option(
      "--personal-data <column>",
      "a column with personal data to load all the same; may be given several times",
      collect,
      [],
    );
}

export interface SourceFlags {
  readonly locale?: string;
  readonly currency?: string;
  readonly clicks?: "destination" | "all";
  readonly cvr?: "clicks" | "impressions";
  readonly personalData?: readonly string[];
}

export function loadOptions({
  locale,
  currency,
  clicks,
  cvr,
  personalData = [],
}: SourceFlags): LoadOptions {
  return {
    ...(locale === undefined ? {} : { locale }),
    ...(currency === undefined ? {} : { currency }),
    ...(clicks === undefined ? {} : { clicks }),
    ...(cvr === undefined ? {} : { cvr }),
    ...(personalData.length === 0 ? {} : { personal_data: personalData }),
  };
}

/** "ads=exports/ads.csv" */
export function namedSource(
  text: string,
  options: LoadOptions,
): LoadRequest & { readonly path: string } {
  const at = text.indexOf("=");
  if (at < 1 || at === text.length - 1)
    throw new ProblemError({
      code: "bad_arguments",
      message: `--source “${text}” is not name=path`,
      next: "Write it like --source ads=exports/ads.csv.",
    });
  return { name: text.slice(0, at), path: text.slice(at + 1), options };
}

/** For an option that may be given several times. */
export function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}
