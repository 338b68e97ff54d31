// npx tsx scripts/sample/generate.ts --seed 7 --out samples/exports
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { describeProblem, ProblemError } from "../../kernel/protocol/problem.ts";
import { exportText, truthOf, type ExportOptions } from "./export.ts";

const usage =
  "--seed <number> --out <folder> [--level ad|adgroup|campaign] [--no-days] [--no-stories] [--rows <number>]";

try {
  const { options, folder } = readArguments(process.argv.slice(2));
  const name = `${options.level}s-${options.days ? "daily" : "total"}`;
  mkdirSync(folder, { recursive: true });
  const file = openSync(join(folder, `${name}.csv`), "w");
  for (const text of exportText(options)) writeSync(file, text);
  closeSync(file);
  if (options.rows === undefined && options.stories !== false) {
    const truth = JSON.stringify(truthOf(options.seed), null, 2);
    writeFileSync(join(folder, `${name}.truth.json`), `${truth}\n`);
  }
} catch (error) {
  if (!(error instanceof ProblemError)) throw error;
  console.error(describeProblem(error.problem));
  process.exitCode = 2;
}

function readArguments(args: string[]): { options: ExportOptions; folder: string } {
  const { values } = parse(args);
  const { level, out } = values;
  if (level !== "ad" && level !== "adgroup" && level !== "campaign") throw wrongUse("--level");
  if (out === undefined) throw wrongUse("--out");
  return {
    folder: out,
    options: {
      seed: wholeNumber("--seed", values.seed),
      level,
      days: !values["no-days"],
      stories: !values["no-stories"],
      ...(values.rows === undefined ? {} : { rows: wholeNumber("--rows", values.rows) }),
    },
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        seed: { type: "string", default: "7" },
        out: { type: "string" },
        level: { type: "string", default: "ad" },
        rows: { type: "string" },
        "no-days": { type: "boolean", default: false },
        "no-stories": { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new ProblemError(wrongUse("arguments").problem, { cause: error });
  }
}

function wholeNumber(option: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw wrongUse(option);
  return Number(text);
}

function wrongUse(what: string): ProblemError {
  return new ProblemError({
    code: "bad_arguments",
    message: `${what}: missing or not understood.`,
    next: `Use ${usage}`,
  });
}
