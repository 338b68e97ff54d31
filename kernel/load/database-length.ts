import type { FileHandle } from "node:fs/promises";

const headerBytes = 4096;

/**
 * Whether a DuckDB file is as long as its header says. The engine notices a missing block only when a
 * query comes to it, which is too late to load the source again. Damage inside blocks is the engine's
 * to find: it checks their checksums as it reads.
 *
 * DuckDB's storage begins with a main header and two database headers, of which the one with the higher
 * iteration counts; blocks follow.
 */
export async function hasFullLength(file: FileHandle): Promise<boolean> {
  const headers = Buffer.alloc(3 * headerBytes);
  const { bytesRead } = await file.read(headers, 0, headers.length, 0);
  if (bytesRead < headers.length || headers.toString("latin1", 8, 12) !== "DUCK") return false;
  const iteration = (header: number): bigint => headers.readBigUInt64LE(header + 8);
  const [first, second] = [headerBytes, 2 * headerBytes];
  const header = iteration(first) > iteration(second) ? first : second;
  const blocks = headers.readBigUInt64LE(header + 32);
  const blockBytes = headers.readBigUInt64LE(header + 40);
  const { size } = await file.stat({ bigint: true });
  return size >= BigInt(headers.length) + blocks * blockBytes;
}
