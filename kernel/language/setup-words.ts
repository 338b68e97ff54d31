/** What the settings of a setup cell are for, by where they stand. */

import { frontMatterKeys, type FrontMatterKey } from "../notebook/front-matter-keys.ts";
import { numberUnits } from "../protocol/unit.ts";

export interface Setting {
  readonly name: string;
  readonly takes: string;
  readonly doc: string;
}

const days: readonly Setting[] = [
  { name: "from", takes: "a date", doc: "The first day." },
  { name: "to", takes: "a date", doc: "The last day." },
];

/** The settings that may stand in the map at a path. */
export function settingsAt(path: readonly string[]): readonly Setting[] {
  const [section, name] = path;
  if (section === "baseline" || (section === "params" && path[2] === "default")) return days;
  // Below a section stand names of one's own, and below those its settings.
  const above = name === undefined ? section : `${section}.*`;
  return frontMatterKeys.flatMap((key) => settingBelow(key, above, path.length) ?? []);
}

function settingBelow(
  { path, takes, doc }: FrontMatterKey,
  above: string | undefined,
  depth: number,
): Setting | null {
  const parts = path.split(".");
  const name = parts.at(-1) ?? "";
  const isBelow = above === undefined ? parts.length === 1 : path === `${above}.${name}`;
  return isBelow && parts.length === depth + 1 ? { name, takes, doc } : null;
}

/** The values that a setting takes, where they are few and known. */
export function valuesAt(path: readonly string[]): readonly string[] {
  const [section, , setting] = path;
  if (section === "campaign-notebook") return ["1"];
  switch (`${section} ${setting}`) {
    case "sources clicks":
      return ["destination", "all"];
    case "sources origin":
      return ["platform", "own"];
    case "sources timezone":
      return Intl.supportedValuesOf("timeZone");
    case "columns unit":
      return numberUnits;
    case "columns better":
      return ["higher", "lower", "neither"];
    case "params kind":
      return ["number", "text", "date", "date_range", "choice", "query"];
    default:
      return [];
  }
}

/** Whether a path to an export is written there. */
export function isFilePath([section, name, setting]: readonly string[]): boolean {
  return (
    section === "sources" && name !== undefined && (setting === undefined || setting === "path")
  );
}

export function isFormula([section, name, setting]: readonly string[]): boolean {
  return (
    section === "columns" && name !== undefined && (setting === undefined || setting === "formula")
  );
}
