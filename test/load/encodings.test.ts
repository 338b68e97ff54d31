import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decoderOf } from "../../kernel/load/encoding/decoder.ts";
import { detectEncoding } from "../../kernel/load/encoding/text-encoding.ts";
import { loadSource } from "../../kernel/load/load.ts";
import { SourceCache } from "../../kernel/load/source-cache.ts";
import { encoded } from "./encoded.ts";
import { tableText } from "./table-text.ts";

let scratch: string;
let cache: SourceCache;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "campaign-notebook-"));
  cache = await SourceCache.open(join(scratch, "cache"));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

const header = "Ad name,Ad ID,Cost,Impressions\n";

function rowsOf(names: readonly string[]): string {
  return (
    header + names.map((name, index) => `${name},180123456789012345${index},1.50,10\n`).join("")
  );
}

const texts: readonly (readonly [string, readonly string[]])[] = [
  ["windows-1252", ["Frühling", "Été à l’école", "Påske – rømme", "¿Qué tal?", "10 € für dich"]],
  ["windows-1252", ["Größe", "Ein Wort"]],
  ["windows-1252", ["Promoção de verão", "Ações"]],
  ["windows-1250", ["Wiosenna wyprzedaż", "Świętuj z nami", "Żółć"]],
  ["windows-1250", ["Jarní výprodej", "Sleva na všechno zboží", "Děti a řeka", "Nový účet"]],
  ["windows-1250", ["Őszi vásár", "Bőrkabát és gyűrű"]],
  ["macintosh", ["Été à la mer", "Vidéo crème", "10 % für Größe M"]],
  ["shift_jis", ["春の新作セール", "お得なクーポン配布中"]],
  ["shift_jis", ["ポップアップ｜表参道", "ｷｬﾝﾍﾟｰﾝ告知ｸﾘｯｸ"]],
  ["gb18030", ["春季新品大促销", "限时优惠活动开始了"]],
];

describe("encodings", () => {
  it("has the characters of windows-1252 that Latin-1 lacks", () => {
    const bytes = Buffer.from([0x80, 0x92, 0x99, 0x9f, 0xe9, 0x81]);
    expect(decoderOf("windows-1252").decode(bytes)).toBe("€’™Ÿé\u0081");
  });

  it.each(texts)("%s is told from its bytes: %j", (label, names) => {
    const found = detectEncoding(encoded(rowsOf(names), label), "export.csv");
    expect(found).toMatchObject({ label, proven: false });
  });

  it.each(texts)("%s names come out as they were written: %j", async (label, names) => {
    const path = join(scratch, "export.csv");
    await writeFile(path, encoded(rowsOf(names), label));
    const { report, database } = await loadSource({ path, name: "ads" }, { cache });
    expect(report.files[0]?.encoding).toBe(label);
    expect(report.notices.map(({ problem }) => problem.code)).toContain("transcoded");
    const table = await tableText(database);
    for (const name of names) expect(table).toContain(`"${name}"`);
  });

  it("takes the encoding in which numbers can be read where letters tell nothing", async () => {
    const path = join(scratch, "numbers.csv");
    const text =
      "Ad name;Ad ID;Cost;Impressions\nA;1801234567890123450;1\u00a0234,50;10\u00a0000\n";
    await writeFile(path, encoded(text, "macintosh"));
    const { report, database } = await loadSource({ path, name: "ads" }, { cache });
    expect(report.notices).toContainEqual(
      expect.objectContaining({
        problem: expect.objectContaining({
          code: "transcoded",
          message: "The text was read as macintosh: only in it all numbers can be read.",
        }),
      }),
    );
    expect(await tableText(database)).toContain('"1234.500000","10000"');
  });

  it("looks further where the beginning is all ASCII", async () => {
    const plain = Array.from({ length: 9000 }, (_, index) => `Plain ad number ${index}`);
    const text = rowsOf([...plain, "Été à l’école"]).replace(
      "1801234567890123459",
      "1801234567890123450",
    );
    const path = join(scratch, "late.csv");
    const bytes = encoded(text, "windows-1252");
    expect(bytes.length).toBeGreaterThan(300 * 1024);
    await writeFile(path, bytes);
    const { report, database } = await loadSource({ path, name: "ads" }, { cache });
    expect(report.files[0]?.encoding).toBe("windows-1252");
    expect(await tableText(database)).toContain("Été à l’école");
  });

  it("counts the stray byte at the end of a UTF-16 file of odd length", async () => {
    const path = join(scratch, "odd.csv");
    const text = Buffer.from(`\ufeff${rowsOf(["Frühling"]).replaceAll(",", "\t")}`, "utf16le");
    await writeFile(path, Buffer.concat([text, Buffer.from([4])]));
    const { report } = await loadSource({ path, name: "ads" }, { cache });
    expect(report.rows.loaded).toBe(1);
    expect(report.notices.map(({ problem }) => problem.code)).toContain("stray_bytes");
  });
});
