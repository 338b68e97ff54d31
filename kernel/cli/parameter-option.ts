import { ProblemError } from "../protocol/problem.ts";
import type { Parameters } from "../session/parameters.ts";

/**
 * "min_clicks=100" -> number, "from=2026-05-01" -> date, "active=true" -> boolean, else text. A value in
 * double quotes is text whatever it looks like.
 */
export function readParameters(texts: readonly string[]): Parameters {
  const parameters: Record<string, Parameters[string]> = {};
  for (const text of texts) {
    const match = /^([a-z_][a-z0-9_]*)=(.*)$/is.exec(text);
    if (!match)
      throw new ProblemError({
        code: "bad_arguments",
        message: `--param “${text}” is not name=value`,
        next: "Write it like --param min_clicks=100.",
      });
    const [, name = "", value = ""] = match;
    parameters[name] = readValue(value);
  }
  return parameters;
}

function readValue(text: string): Parameters[string] {
  const quoted = /^"(.*)"$/s.exec(text)?.[1];
  if (quoted !== undefined) return quoted;
  if (/^-?\d{1,15}$/.test(text) || /^-?\d+\.\d+$/.test(text)) return Number(text);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return { date: text };
  if (text === "true" || text === "false") return text === "true";
  return text;
}
