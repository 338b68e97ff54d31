import { inputText, signature } from "./explanation.ts";
import { findFunction, findMetric, isSame, type Names } from "./names.ts";
import { cursorAt, enclosingCall, type EnclosingCall } from "./sql-cursor.ts";

export interface SignatureHelp {
  readonly signatures: readonly CallSignature[];
  /** Index of the signature that fits what is written so far. */
  readonly active: number;
}

export interface CallSignature {
  /** `ctr(clicks, impressions) → ratio`. */
  readonly label: string;
  readonly doc: string;
  /** Each is a part of the label. */
  readonly parameters: readonly SignatureParameter[];
  /** Index of the parameter at the cursor; null where it has none. */
  readonly activeParameter: number | null;
}

export interface SignatureParameter {
  readonly start: number;
  readonly end: number;
  readonly doc: string;
}

/** How the function around a place of an SQL cell is called; null outside of calls. */
export function signatureHelp(sql: string, offset: number, names: Names): SignatureHelp | null {
  const cursor = cursorAt(sql, offset);
  const call = cursor && enclosingCall(cursor.before);
  if (!call) return null;
  const metric = findMetric(names, call.name.value);
  if (metric) {
    const label = signature(metric);
    const texts = metric.inputs.map(inputText);
    const docs = metric.inputs.map(({ unit }) => unit);
    const position =
      call.named === null
        ? call.index
        : metric.inputs.findIndex(({ name }) => isSame(name, call.named ?? ""));
    const doc = [metric.doc, metric.notes].filter((text) => text !== "").join("\n\n");
    return { signatures: [callSignature(label, texts, docs, doc, position)], active: 0 };
  }
  const engines = findFunction(names, call.name.value);
  if (!engines) return null;
  const signatures = engines.calls.map((parameters) => {
    const label = `${engines.name}(${parameters.join(", ")})`;
    const docs = parameters.map(() => "");
    return callSignature(label, parameters, docs, engines.doc, call.index);
  });
  return { signatures, active: fitting(engines.calls, call) };
}

/** The shortest that takes as many arguments. */
function fitting(calls: readonly (readonly string[])[], { index }: EnclosingCall): number {
  const long = calls.filter(({ length }) => length > index);
  const shortest = long.toSorted((a, b) => a.length - b.length)[0];
  return shortest ? calls.indexOf(shortest) : 0;
}

function callSignature(
  label: string,
  texts: readonly string[],
  docs: readonly string[],
  doc: string,
  position: number,
): CallSignature {
  let from = label.indexOf("(") + 1;
  const parameters = texts.map((text, index) => {
    const start = from;
    from += text.length + ", ".length;
    return { start, end: start + text.length, doc: docs[index] ?? "" };
  });
  const isThere = position >= 0 && position < parameters.length;
  return { label, doc, parameters, activeParameter: isThere ? position : null };
}
