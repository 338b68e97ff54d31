/** Where in a YAML text a person is, also while it is not yet YAML. */

export interface YamlCursor {
  /** Keys that lead to the place, the outermost first. */
  readonly path: readonly string[];
  /** A key of the map at the path, or a value of its last key. */
  readonly at: "key" | "value";
  /** The word around the offset, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

interface Block {
  readonly indent: number;
  readonly key: string;
}

interface Flow {
  readonly kind: "map" | "list";
  key: string | null;
}

/** Null in a comment. */
export function yamlCursor(text: string, offset: number): YamlCursor | null {
  const blocks: Block[] = [];
  const flows: Flow[] = [];
  const lines = text.slice(0, offset).split("\n");
  let isValue = false;
  for (const [index, line] of lines.entries()) {
    const isLast = index === lines.length - 1;
    let rest = line;
    if (flows.length === 0) {
      const [, lead = "", key] = /^([\s-]*)(?:"?([\w.-]+)"?:(?=\s|$))?/.exec(line) ?? [];
      // A blank line ends no block, but for where something is about to be written.
      if (line.trim() === "" && !isLast) continue;
      while ((blocks.at(-1)?.indent ?? -1) >= lead.length) blocks.pop();
      isValue = key !== undefined || /^\s*-/.test(line);
      if (key !== undefined) blocks.push({ indent: lead.length, key });
      rest = key === undefined ? line : line.slice(line.indexOf(":", lead.length) + 1);
    }
    if (readFlows(rest, flows) === "comment" && isLast) return null;
  }
  const flow = flows.at(-1);
  const path = [...blocks.map(({ key }) => key), ...flows.flatMap(({ key }) => key ?? [])];
  const at = flow
    ? flow.kind === "map" && flow.key === null
      ? "key"
      : "value"
    : isValue
      ? "value"
      : "key";
  const before = /[\w./$*-]*$/.exec(text.slice(0, offset))?.[0].length ?? 0;
  const behind = /^[\w./$*-]*/.exec(text.slice(offset))?.[0].length ?? 0;
  return { path, at, start: offset - before, end: offset + behind };
}

const token =
  /"(?:[^"\\]|\\.)*"?|'[^']*'?|(?:^|\s)#.*|[{}[\],]|[\w.-]+\s*:(?=\s|$)|[^\s"'{}[\],#]+|\S/g;

/** Opens and closes braces and brackets; `comment` where the text ends in one. */
function readFlows(text: string, flows: Flow[]): "comment" | "text" {
  for (const [part] of text.matchAll(token)) {
    const inner = flows.at(-1);
    if (part.trimStart().startsWith("#")) return "comment";
    if (part === "{" || part === "[")
      flows.push({ kind: part === "{" ? "map" : "list", key: null });
    else if (part === "}" || part === "]") flows.pop();
    else if (part === "," && inner) inner.key = null;
    else if (inner?.kind === "map" && inner.key === null && part.endsWith(":"))
      inner.key = part.slice(0, -1).trim().replaceAll('"', "");
  }
  return "text";
}
