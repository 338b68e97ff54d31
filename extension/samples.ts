import { readFile } from "node:fs/promises";
import { join } from "node:path";

export interface Sample {
  readonly name: string;
  readonly title: string;
  /** The question that it answers. */
  readonly description: string;
}

/** The samples, which the build lists beside the program: no kernel is needed to offer them. */
export async function sampleNotebooks(extensionPath: string): Promise<readonly Sample[]> {
  const text = await readFile(join(extensionPath, "dist", "templates.json"), "utf8");
  // Written by the build of this version.
  const samples: readonly Sample[] = JSON.parse(text);
  return samples;
}
