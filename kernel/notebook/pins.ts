import * as z from "zod";
import { number, stated, text } from "./written-values.ts";

const file = z.strictObject(
  {
    /** Of its bytes. */
    sha256: text.refine((hash) => /^[0-9a-f]{64}$/.test(hash), "64 digits of a SHA-256"),
    /** Loaded from it. */
    rows: stated(number),
  },
  { error: "a map with sha256:" },
);
const files = z.record(z.string(), file, { error: "a map of files" }).prefault({});

/** What a notebook was made from when its inputs were pinned. */
export const pins = z.strictObject(
  {
    product: text,
    engine: text,
    /** By source, then by the file's name without folders. */
    sources: z.record(z.string(), files, { error: "a map of sources" }).prefault({}),
    /** What the notebook includes and its plugins, as it writes them. */
    files,
  },
  { error: "a map, as Pin Inputs writes it" },
);

export type Pins = z.infer<typeof pins>;
export type PinnedFile = z.infer<typeof file>;
