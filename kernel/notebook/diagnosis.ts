import * as z from "zod";
import { ProblemError } from "../protocol/problem.ts";
import { nearest } from "../protocol/near-names.ts";
import { readYaml } from "./read-yaml.ts";
import { oneOrMany, stated, text, thresholds } from "./written-values.ts";

const fields = {
  /** A source or named result; the only source where there is one. */
  source: stated(text),
  level: stated(z.enum(["ad", "adgroup", "campaign"], { error: "ad, adgroup or campaign" })),
  /** Ids such as A1; all by default. */
  rules: stated(oneOrMany(text)),
  thresholds,
};

const diagnosis = z.strictObject(fields, { error: "a map of settings" });

/** What a `diagnose` cell asks for. */
export type Diagnosis = z.infer<typeof diagnosis>;

/**
 * The text of a `diagnose` cell, YAML; an empty one asks for everything.
 *
 * @throws ProblemError `bad_arguments` with the line of the first mistake in the cell
 */
export function readDiagnosis(cell: string): Diagnosis {
  const yaml = readYaml(cell, 0, "The diagnosis");
  const [problem] = yaml.problems;
  if (problem) throw new ProblemError({ ...problem, code: "bad_arguments" });
  const read = diagnosis.safeParse(yaml.value ?? {});
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  if (unknown !== undefined) {
    const near = nearest(unknown, Object.keys(fields));
    throw new ProblemError({
      code: "bad_arguments",
      message: `“${unknown}” is not a setting of a diagnosis`,
      place: yaml.place([...(issue?.path ?? []), unknown], "key"),
      next:
        near === undefined
          ? `Known here: ${Object.keys(fields).join(", ")}.`
          : `Did you mean “${near}”?`,
    });
  }
  const path = issue?.path ?? [];
  throw new ProblemError({
    code: "bad_arguments",
    message: `${path.length === 0 ? "A diagnosis" : `“${path.map(String).join(".")}”`} should be ${issue?.message ?? "something else"}`,
    place: yaml.place(path),
  });
}
