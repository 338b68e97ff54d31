import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sourceTable } from "../../kernel/cells/results.ts";
import { rules } from "../../kernel/diagnose/catalogue.ts";
import { diagnose } from "../../kernel/diagnose/diagnose.ts";
import { Kernel } from "../../kernel/kernel.ts";
import type { Finding } from "../../kernel/protocol/findings.ts";
import { buildAccount } from "./account.ts";
import { exportText } from "./export.ts";
import type { PlantedKind } from "./single-story.ts";
import { plantStory } from "./single-story.ts";

/** The rule that a story calls for. */
export const ruleOf: Readonly<Record<PlantedKind, string>> = {
  mismatch: "A1",
  ignored: "A2",
  cpm_creep: "A4",
  fatigue: "A5",
  weak_hold: "A6",
  slow_page: "A10",
  cpa_jump: "A17",
  zero_delivery: "B1",
  event_loss: "B5",
  click_spike: "D1",
  cost_jump: "D2",
};

/**
 * The findings in an account's export, the most pressing first, as a user gets them.
 *
 * @param only  ids of the rules; null: all
 */
export async function findingsIn(
  seed: number,
  story: PlantedKind | null,
  only: readonly string[] | null = null,
): Promise<readonly Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), "campaign-notebook-"));
  const path = join(folder, "ads-daily.csv");
  writeFileSync(
    path,
    [...exportText({ seed, level: "ad", days: true, stories: story ?? false })].join(""),
  );
  const kernel = await Kernel.open({ cacheFolder: join(folder, "cache"), threads: 1 });
  try {
    const { report } = await kernel.load({ path, name: "ads" });
    const session = await kernel.session();
    const { columns, currency } = sourceTable(report);
    const { findings } = await diagnose((sql) => session.run(sql, {}, { trusted: true }), {
      source: "ads",
      columns: columns.map(({ name }) => name),
      report,
      currency,
      known: rules,
      level: null,
      rules: only,
      thresholds: new Map(),
      targets: new Map(),
      notebook: null,
    });
    return findings;
  } finally {
    await kernel.close();
    rmSync(folder, { recursive: true });
  }
}

/** "A5 1801…": the rule and the thing that a story calls for; null where the account has no place for it. */
export function expectedOf(seed: number, kind: PlantedKind): string | null {
  const story = plantStory(buildAccount(seed), kind);
  if (!story) return null;
  const { campaign } = story.facts;
  const thing = typeof campaign === "object" ? campaign[0] : story.ad_id;
  return `${ruleOf[kind]} ${thing}`;
}

export function nameOf({ rule, thing }: Finding): string {
  return `${rule} ${thing.id}`;
}
