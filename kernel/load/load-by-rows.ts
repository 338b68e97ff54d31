import { appendFile } from "node:fs/promises";
import { RowClassifier } from "./classify-rows.ts";
import { decoderOf } from "./encoding/decoder.ts";
import { FileEvidence } from "./evidence.ts";
import type { LoadedTable, LoadStep } from "./loaded-table.ts";
import { normalisedLine, writeNormalised } from "./normalise.ts";
import { planColumns } from "./plan.ts";
import type { TextRecord } from "./records.ts";
import { readRecords } from "./records.ts";
import { tableFacts } from "./checks.ts";
import { normalisedTable, TableWriter } from "./table.ts";
import { isSumOfOthers } from "./edge-totals.ts";
import { provenSubtotals } from "./subtotals.ts";
import type { TotalsCandidate } from "./totals.ts";
import { checkTotals, isAtEdge, isTotals } from "./totals.ts";

/**
 * The careful way, which reads anything: every cell of the file is looked at twice, once for
 * evidence of how it is written and once to write it in canonical form for the engine.
 */
export async function loadByRows(step: LoadStep): Promise<LoadedTable> {
  const { temporary, signal } = step;
  const path = `${temporary}.csv`;
  const writer = await TableWriter.open(temporary, { readable: [path], signal });
  try {
    return await readTwice(step, path, writer);
  } catch (error) {
    writer.close();
    throw error;
  }
}

async function readTwice(step: LoadStep, path: string, writer: TableWriter): Promise<LoadedTable> {
  const { recognition, header } = step.sniffed;
  const evidence = new FileEvidence(recognition.columns);
  const first = new RowClassifier(recognition, header);
  const firstRow = recognition.headerIndex + 2;
  const stray = { characters: 0 };
  let row = firstRow;
  for await (const batch of dataBatches(step, 0, stray)) {
    for (const record of batch) if (first.isData(record, row++)) evidence.add(record);
  }
  const plans = planColumns(recognition, evidence, step.options.locale);
  const classifier = new RowClassifier(recognition, header, first.suspects);
  const rejects = await writeNormalised(
    path,
    dataBatches(step, 0.45, { characters: 0 }),
    firstRow,
    classifier,
    plans,
  );

  await writer.run(normalisedTable(path, plans));
  const subtotals = await provenSubtotals(writer, plans, classifier.subtotals);
  const away = new Set<number>();
  for (const candidate of classifier.settleSubtotals(subtotals.proven)) {
    away.add(candidate.row);
    rejects.forget(candidate, plans);
  }
  const remove = async (rows: ReadonlySet<number>): Promise<void> => {
    if (rows.size > 0) await writer.run(`DELETE FROM data WHERE _row IN (${[...rows].join(", ")})`);
  };
  await remove(away);
  let facts = await tableFacts(writer, plans);
  const data = classifier.totals.filter(
    (suspect) => !isTotals(suspect, plans, facts.sums, facts.rows),
  );
  if (data.length > 0) {
    for (const candidate of data) {
      classifier.takeBack(candidate);
      const line = normalisedLine(candidate.record, candidate.row, plans, rejects);
      if (!away.delete(candidate.row)) await appendFile(path, line);
    }
    await writer.run("DROP TABLE data");
    await writer.run(normalisedTable(path, plans));
    await remove(away);
    facts = await tableFacts(writer, plans);
  }
  const totals = classifier.totals.filter((candidate) => !data.includes(candidate));
  // Where the totals row of the file counts them, the first and the last row are no totals.
  const edges = totals.some((each) => checkTotals(each, plans, facts.sums).status === "agrees")
    ? []
    : classifier.edges;
  const sums: TotalsCandidate[] = [];
  const perhaps: { readonly row: number }[] = [];
  for (const edge of edges) {
    const sum = await isSumOfOthers(writer, plans, edge.row);
    if (sum === "perhaps") perhaps.push(edge);
    if (sum !== "yes") continue;
    await remove(new Set([edge.row]));
    classifier.takeAway(edge.row);
    sums.push({ ...edge, proven: false });
    facts = await tableFacts(writer, plans);
  }
  return {
    writer,
    plans,
    facts,
    row: "_row",
    read: classifier.read,
    leftOut: classifier.leftOut,
    rejected: rejects.list,
    totals: [
      ...totals,
      ...sums,
      ...classifier.subtotals
        .filter((each) => subtotals.proven.has(each.row))
        .map((each) => ({ ...each, proven: true, partial: true as const })),
    ],
    keptTotals: [
      ...data.filter(
        (suspect) => suspect.look === "nameless" || isAtEdge(suspect, facts.rows - data.length),
      ),
      ...perhaps.slice(-1),
    ]
      .map((kept) => kept.row)
      .concat(subtotals.doubtful),
    evidence,
    endsShort: classifier.endsShort,
    strayCharacters: stray.characters,
    cellCurrencies: [
      ...new Set(
        plans.flatMap(({ kind }, index) =>
          kind === "money" ? [...(evidence.columns[index]?.marks.currencies ?? [])] : [],
        ),
      ),
    ],
  };
}

/** The records below the header, in batches. */
async function* dataBatches(
  step: LoadStep,
  startShare: number,
  stray: { characters: number },
): AsyncGenerator<TextRecord[]> {
  let skip = step.sniffed.recognition.headerIndex + 1;
  for await (const batch of readRecords(
    decodedChunks(step, startShare, stray),
    step.sniffed.dialect,
  )) {
    step.signal?.throwIfAborted();
    const data = skip === 0 ? batch : batch.slice(skip);
    skip = Math.max(0, skip - batch.length);
    if (data.length > 0) yield data;
  }
}

async function* decodedChunks(
  { file, sniffed, progress }: LoadStep,
  startShare: number,
  stray: { characters: number },
): AsyncGenerator<string> {
  const decoder = decoderOf(sniffed.encoding.label);
  let bytes = 0;
  const count = (decoded: string): string => {
    const text = decoded.replaceAll("\0", "\ufffd");
    for (let at = text.indexOf("\ufffd"); at !== -1; at = text.indexOf("\ufffd", at + 1))
      stray.characters++;
    return text;
  };
  for await (const chunk of file.stream()) {
    yield count(decoder.decode(chunk, { stream: true }));
    bytes += chunk.length;
    progress?.({ stage: "reading", share: startShare + (0.45 * bytes) / file.size });
  }
  yield count(decoder.decode());
}
