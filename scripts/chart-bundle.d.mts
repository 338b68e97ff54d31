import type { BuildOptions, BuildResult, Plugin } from "esbuild";

export function chartBundle(options?: BuildOptions): Promise<BuildResult>;
export const chartApart: Plugin;
