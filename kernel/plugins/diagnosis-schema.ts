import * as z from "zod";
import { roleColumns, roleNames } from "../diagnose/roles.ts";
import { nearest } from "../protocol/near-names.ts";
import { severities } from "../protocol/findings.ts";
import { isUnit, numberUnits } from "../protocol/unit.ts";

const text = z.string().trim().min(1, { error: "some text" });
const number = z.number({ error: "a number" });
/** What SQL can call without quotes. */
const name = z
  .string()
  .regex(/^[a-z_][a-z0-9_]*$/i, { error: "a name like low_reach: letters, digits and _" });
/** What a threshold's setting can begin with: AU1.dear. */
const id = z
  .string()
  .regex(/^[a-z][\w-]*$/i, { error: "an id like AU1 or low-reach: letters, digits, - and _" });
const unit = z.string().refine(isUnit, { error: "a unit, such as count, money, ratio or text" });
const role = z.enum(roleNames, { error: ({ input }) => wantedRole(String(input)) });
const numberUnit = z.enum(numberUnits, { error: `one of ${numberUnits.join(", ")}` });
const levels = ["ad", "adgroup", "campaign"] as const;
const abouts = ["level", "adgroup", "campaign", "source"] as const;
const kinds = ["problem", "check", "opportunity"] as const;

/** A plugin's diagnosis, but for its query, which the engine reads. */
export const diagnosis = z.strictObject({
  id,
  name: text,
  severity: z.enum(severities, { error: `one of ${severities.join(", ")}` }),
  kind: z.enum(kinds, { error: `one of ${kinds.join(", ")}` }).optional(),
  about: z.enum(abouts, { error: `one of ${abouts.join(", ")}` }),
  levels: z.array(z.enum(levels, { error: `one of ${levels.join(", ")}` })).optional(),
  needs: z.array(role),
  needsPeers: z.literal(true, { error: "true, or left out" }).optional(),
  thresholds: z
    .record(name, z.strictObject({ default: number.nullable(), unit: numberUnit, label: text }))
    .optional(),
  query: text,
  sentence: text,
  evidence: z
    .array(
      z.strictObject({
        column: name,
        label: text,
        unit,
        base: name.optional(),
        interval: z.tuple([name, name], { error: "[low, high]" }).optional(),
      }),
    )
    .min(1, { error: "at least one figure" }),
  units: z.record(name, unit).optional(),
  base: text.optional(),
  test: text.optional(),
  stake: text.optional(),
  action: text,
  brief: z
    .strictObject({
      keep: text,
      change: z.array(text),
      factors: z.array(z.strictObject({ name: text, variants: z.array(text) })),
    })
    .optional(),
  chart: z
    .array(
      z.strictObject({
        label: text,
        part: role,
        whole: role.optional(),
        times: number.optional(),
      }),
    )
    .optional(),
});

/** Often a column's id was written, or nearly the name. */
function wantedRole(given: string): string {
  const reading = roleNames.find((each) => roleColumns(each).includes(given));
  if (reading !== undefined) return `${reading}, which is read from ${given}`;
  const near = nearest(given, roleNames);
  return near === undefined ? `one of ${roleNames.join(", ")}` : `perhaps ${near}`;
}
