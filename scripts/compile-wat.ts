// Writes what WebAssembly's text form compiles to beside it, as text that a bundle holds.
import { readFileSync, writeFileSync } from "node:fs";
import wabt from "wabt";

const source = "kernel/load/odd-digits.wat";

/** The module that `kernel/load/odd-digits-wasm.ts` holds. */
export async function compiledWat(): Promise<string> {
  const toolkit = await wabt();
  const parsed = toolkit.parseWat(source, readFileSync(source, "utf8"), { simd: true });
  const base64 = Buffer.from(parsed.toBinary({}).buffer).toString("base64");
  return `/** odd-digits.wat, compiled. */\nexport const oddDigitsWasm =\n  "${base64}";\n`;
}

if (process.argv[1]?.endsWith("compile-wat.ts"))
  writeFileSync("kernel/load/odd-digits-wasm.ts", await compiledWat());
