import { isAscii } from "node:buffer";
import type { SourceFile } from "../source-file.ts";
import type { TextEncoding } from "./text-encoding.ts";
import { detectEncoding } from "./text-encoding.ts";

/** After the first character that is not ASCII, so much is looked at. */
const sampleBytes = 1024 * 1024;

/**
 * The encoding of a file whose beginning is all ASCII and so tells nothing: what its first other bytes
 * say. null: there are none, or they are UTF-8 as well.
 *
 * @param headBytes how much of the beginning is known to be UTF-8
 */
export async function lateEncoding(
  file: SourceFile,
  headBytes: number,
  signal: AbortSignal | undefined,
): Promise<TextEncoding | null> {
  if (!isAscii(await file.readHead(headBytes))) return null;
  let offset = 0;
  for await (const chunk of file.stream()) {
    signal?.throwIfAborted();
    if (isAscii(chunk)) {
      offset += chunk.length;
      continue;
    }
    const sample = await file.readAt(offset, sampleBytes + chunk.length);
    const encoding = detectEncoding(sample, file.name);
    return encoding.label === "utf-8" ? null : encoding;
  }
  return null;
}
