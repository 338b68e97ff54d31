import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { sourceTable } from "../../cells/results.ts";
import { diagnose } from "../../diagnose/diagnose.ts";
import { roleColumns } from "../../diagnose/roles.ts";
import type { Rule } from "../../diagnose/rule.ts";
import type { Kernel } from "../../kernel.ts";
import { describeProblem, ProblemError } from "../../protocol/problem.ts";
import type { FindingsOutput } from "../../protocol/findings.ts";

/** The cases that every rule has, each an export by that name in its folder. */
const cases = ["fires", "ordinary", "little"] as const;

export interface CaseFaults {
  readonly files: number;
  readonly faults: readonly string[];
}

/**
 * Diagnoses an account in which the rule finds something, one in which it must not, and one with too
 * little data to judge.
 *
 * @param folder  of the rule's cases
 * @param known  all rules, it among them
 */
export async function diagnosisCases(
  rule: Rule,
  folder: string,
  kernel: Kernel,
  known: readonly Rule[],
): Promise<CaseFaults> {
  const files = await readdir(folder).catch(() => []);
  const faults: string[] = [];
  let looked = 0;
  for (const name of cases) {
    const file = files.find((each) => each.startsWith(`${name}.`));
    if (file === undefined) {
      faults.push(
        `there is no ${name}.csv in ${rule.id}/: an export in which the rule ${wanted[name]}`,
      );
      continue;
    }
    looked++;
    try {
      const fault = await faultOf[name](
        await findings(join(folder, file), rule, kernel, known),
        kernel,
      );
      if (fault !== null) faults.push(`${file}: ${fault}`);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      faults.push(`${file}: ${describeProblem(error.problem)}`);
    } finally {
      await kernel.reset();
    }
  }
  return { files: looked, faults: faults.map((fault) => `${rule.id}: ${fault}`) };
}

const wanted = {
  fires: "finds something",
  ordinary: "judges something and finds nothing",
  little: "has too little to judge something",
} as const;

type Fault = (output: FindingsOutput, kernel: Kernel) => Promise<string | null>;

const faultOf: Readonly<Record<(typeof cases)[number], Fault>> = {
  async fires({ findings: found, checked: [checked] }, kernel) {
    if (found.length === 0)
      return `it finds nothing; ${checked?.judged ?? 0} of ${checked?.things ?? 0} had enough`;
    const session = await kernel.session();
    for (const { sentence, action, brief, query, thing } of found) {
      const odd = /\bnone\b|NaN|\{|undefined/.exec(`${sentence} ${action} ${brief}`);
      if (odd) return `it writes “${odd[0]}”: ${sentence}`;
      const { rows } = await session.run(query ?? "");
      const ids = new Set(rows.map(([id]) => id));
      if (thing.kind !== "source" && !ids.has(thing.id))
        return `its query does not find ${thing.id}`;
    }
    return null;
  },
  ordinary({ findings: [found], checked: [checked] }) {
    if (found) return Promise.resolve(`it finds ${found.thing.name}: ${found.sentence}`);
    return Promise.resolve(checked && checked.judged > 0 ? null : "it has judged nothing");
  },
  little({ findings: [found], checked: [checked] }) {
    if (found) return Promise.resolve(`it finds ${found.thing.name}: ${found.sentence}`);
    const isLittle = checked && checked.judged < checked.things;
    return Promise.resolve(isLittle ? null : "it takes all that is there for enough to judge");
  },
};

/** A rule's words are not always the ids of columns: what clicks and value are read from. */
function otherwiseNamed({ needs }: Rule): string {
  const pairs = needs
    .filter((role) => roleColumns(role)[0] !== role)
    .map((role) => `${role} is ${roleColumns(role).join(" or ")}`);
  return pairs.length === 0 ? "" : ` As columns: ${pairs.join(", ")}.`;
}

/** @throws ProblemError for an export that does not load, and a rule that cannot run over it */
async function findings(
  path: string,
  rule: Rule,
  kernel: Kernel,
  known: readonly Rule[],
): Promise<FindingsOutput> {
  const { report } = await kernel.load({ path, name: "account" });
  const session = await kernel.session();
  const { columns, currency } = sourceTable(report);
  const output = await diagnose((sql) => session.run(sql, {}, { trusted: true }), {
    source: "account",
    columns: columns.map(({ name }) => name),
    report,
    currency,
    known,
    level: null,
    rules: [rule.id],
    thresholds: new Map(),
    targets: new Map(),
    notebook: null,
  });
  const [failed] = output.failed ?? [];
  if (failed) throw new ProblemError(failed);
  const [lacks] = output.unchecked;
  if (lacks)
    throw new ProblemError({
      code: "plugin",
      message: `The rule needs ${lacks.needs}`,
      next: `A case is an export with all that the rule needs.${otherwiseNamed(rule)}`,
    });
  return output;
}
