import type { PinnedFile, Pins } from "../notebook/pins.ts";
import type { Notice } from "../protocol/load-report.ts";
import { formatNumber } from "../protocol/number-format.ts";

/** One difference between what was pinned and what is there. */
export interface PinChange {
  readonly code: "pinned_input_differs" | "pinned_version_differs";
  /** Where the front matter has the pin, or would have it. */
  readonly path: readonly string[];
  readonly message: string;
  readonly next: string;
}

/** @param pinned  null: nothing is, so nothing differs */
export function pinChanges(pinned: Pins | null, now: Pins): readonly PinChange[] {
  if (!pinned) return [];
  return [
    ...sourceNames(pinned, now).flatMap((name) =>
      fileChanges(filesOf(pinned, name), filesOf(now, name), {
        path: ["pins", "sources", name],
        of: ` of the source “${name}”`,
      }),
    ),
    ...fileChanges(pinned.files, now.files, { path: ["pins", "files"], of: "" }),
    ...versionChange("product", "Campaign Notebook", pinned, now),
    ...versionChange("engine", "DuckDB", pinned, now),
  ];
}

/** The same for whoever runs the notebook. */
export function pinNotices(pinned: Pins | null, now: Pins): readonly Notice[] {
  return pinChanges(pinned, now).map(({ code, message, next }) => ({
    level: "warning",
    problem: { code, message, next },
  }));
}

function sourceNames(...all: readonly Pins[]): readonly string[] {
  return [...new Set(all.flatMap(({ sources }) => Object.keys(sources)))];
}

function filesOf({ sources }: Pins, name: string): Files | undefined {
  return Object.entries(sources).find(([source]) => source === name)?.[1];
}

type Files = Readonly<Record<string, PinnedFile>>;

function fileChanges(
  pinned: Files | undefined,
  now: Files | undefined,
  { path, of }: { readonly path: readonly string[]; readonly of: string },
): readonly PinChange[] {
  const [then, found] = [pinned, now].map((files) => new Map(Object.entries(files ?? {})));
  const names = [...new Set([...(then?.keys() ?? []), ...(found?.keys() ?? [])])];
  return names.flatMap((name) => {
    const [before, after] = [then?.get(name), found?.get(name)];
    if (before?.sha256 === after?.sha256) return [];
    return {
      code: "pinned_input_differs",
      path: [...path, name],
      message: `“${name}”${of} ${changeText(before, after)}.`,
      next: "Pin again if the new bytes are meant, else bring the pinned ones back.",
    };
  });
}

function changeText(before: PinnedFile | undefined, after: PinnedFile | undefined): string {
  if (!before) return "is read and was not pinned";
  if (!after) return "was pinned and is not read now";
  return `has other bytes than were pinned: SHA-256 ${stateText(before)} pinned, ${stateText(after)} found`;
}

function stateText({ sha256, rows }: PinnedFile): string {
  const counted = rows === null ? "" : ` with ${formatNumber(rows, "count")} rows`;
  return `${sha256.slice(0, 12)}…${counted}`;
}

function versionChange(
  of: "product" | "engine",
  name: string,
  pinned: Pins,
  now: Pins,
): readonly PinChange[] {
  if (pinned[of] === now[of]) return [];
  return [
    {
      code: "pinned_version_differs",
      path: ["pins", of],
      message: `The notebook was pinned with ${name} ${pinned[of]}, and this is ${now[of]}.`,
      next: "Numbers can differ between versions: compare them, then pin again.",
    },
  ];
}
