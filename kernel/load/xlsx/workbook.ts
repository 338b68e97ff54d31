import { posix } from "node:path";
import { damaged } from "../container/refusal.ts";
import type { ArchiveEntry, ZipArchive } from "../container/zip-archive.ts";
import type { NumberFormat } from "./number-formats.ts";
import { readSharedStrings } from "./shared-strings.ts";
import { readStyles } from "./styles.ts";
import { localName, readXml } from "./xml.ts";

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly part: ArchiveEntry;
}

export interface Workbook {
  readonly sheets: readonly Sheet[];
  /** As `delimitedCell` gives them. */
  readonly strings: readonly string[];
  readonly formats: readonly NumberFormat[];
  /** Days count from 1904, as old Macs had it. */
  readonly date1904: boolean;
  /** Its writer calculated nothing, and asks whoever opens it to. */
  readonly uncalculated: boolean;
}

interface Relation {
  readonly id: string;
  /** The last word of its type; the rest differs between the two kinds of the standard. */
  readonly type: string;
  readonly target: string;
}

/** Reads all of a workbook but its sheets. Parts are found by their relations, not by their names. */
export async function readWorkbook(archive: ZipArchive, file: string): Promise<Workbook> {
  const main = (await relations(archive, "", file)).find(({ type }) => type === "officeDocument");
  const path = main?.target ?? "xl/workbook.xml";
  const entry = archive.find(path);
  if (!entry) throw damaged(file, "The workbook lacks its list of sheets");
  const parts = await relations(archive, path, file);
  const related = (type: string): ArchiveEntry | undefined => {
    const relation = parts.find((part) => part.type === type);
    return relation && archive.find(relation.target);
  };

  const listed: { name: string; hidden: boolean; relation: string }[] = [];
  let date1904 = false;
  let uncalculated = false;
  await readXml(await archive.stream(entry), file, {
    open(name, attributes) {
      if (name === "workbookPr") date1904 = isTrue(attributes["date1904"]);
      if (name === "calcPr") uncalculated = isTrue(attributes["fullCalcOnLoad"]);
      if (name !== "sheet") return;
      listed.push({
        name: attributes["name"] ?? "",
        hidden: (attributes["state"] ?? "visible") !== "visible",
        relation: relationId(attributes),
      });
    },
    close: () => undefined,
  });
  const sheets = listed.flatMap(({ name, hidden, relation }): Sheet[] => {
    const found = parts.find(({ id }) => id === relation);
    // Chart sheets have no cells.
    if (found && found.type !== "worksheet") return [];
    const part = found && archive.find(found.target);
    if (!part) throw damaged(file, `The workbook lacks its sheet “${name}”`);
    return [{ name, hidden, part }];
  });
  const strings = related("sharedStrings");
  const styles = related("styles");
  return {
    sheets,
    strings: strings ? await readSharedStrings(() => archive.stream(strings), file) : [],
    formats: styles ? await readStyles(await archive.stream(styles), file) : [],
    date1904,
    uncalculated,
  };
}

export function isTrue(attribute: string | undefined): boolean {
  return attribute === "1" || attribute === "true";
}

/** The relations of a part, "" for those of the workbook as a whole. */
async function relations(archive: ZipArchive, part: string, file: string): Promise<Relation[]> {
  const folder = posix.dirname(part);
  const entry = archive.find(posix.join(folder, "_rels", `${posix.basename(part)}.rels`));
  const found: Relation[] = [];
  if (!entry) return found;
  await readXml(await archive.stream(entry), file, {
    open(name, attributes) {
      if (name !== "Relationship" || attributes["TargetMode"] === "External") return;
      const target = attributes["Target"] ?? "";
      found.push({
        id: attributes["Id"] ?? "",
        type: (attributes["Type"] ?? "").split("/").at(-1) ?? "",
        target: target.startsWith("/") ? target.slice(1) : posix.join(folder, target),
      });
    },
    close: () => undefined,
  });
  return found;
}

/** `r:id`, whatever the prefix is; `sheetId` has none. */
function relationId(attributes: Readonly<Record<string, string>>): string {
  const name = Object.keys(attributes).find(
    (each) => each.includes(":") && localName(each) === "id",
  );
  return (name === undefined ? undefined : attributes[name]) ?? "";
}
