import type { FrontMatter } from "./front-matter-schema.ts";

/** A file whose bytes can be compared with its pin by whoever can read it. */
export interface PinnedPath {
  /** As the notebook writes it, relative to its folder. */
  readonly path: string;
  readonly name: string;
  readonly sha256: string;
  /** Where the front matter has the pin. */
  readonly pin: readonly string[];
}

/** Those that are named one by one: which files a pattern or a package means is the kernel's to know. */
export function pinnedPaths(settings: FrontMatter): readonly PinnedPath[] {
  const { pins, sources, include, plugins } = settings;
  if (!pins) return [];
  const bySource = new Map(Object.entries(pins.sources));
  return [
    ...sources.flatMap(({ name, path }) => {
      const isPlain = new Set(path.map(fileName)).size === path.length && !path.some(isPattern);
      const pinned = new Map(Object.entries(bySource.get(name) ?? {}));
      return isPlain ? among(path, fileName, pinned, ["pins", "sources", name]) : [];
    }),
    ...among([...include, ...plugins], String, new Map(Object.entries(pins.files)), [
      "pins",
      "files",
    ]),
  ];
}

function among(
  paths: readonly string[],
  nameOf: (path: string) => string,
  pinned: ReadonlyMap<string, { readonly sha256: string }>,
  above: readonly string[],
): readonly PinnedPath[] {
  return paths.flatMap((path) => {
    const name = nameOf(path);
    const pin = pinned.get(name);
    return pin ? [{ path, name, sha256: pin.sha256, pin: [...above, name] }] : [];
  });
}

function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}

function isPattern(path: string): boolean {
  return /[*?]/.test(path);
}
