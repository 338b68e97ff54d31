/** Reading the engine's JSON where any field may be missing or of another kind than expected. */

export interface JsonNode {
  readonly [field: string]: unknown;
}

/**
 * The JSON text's value. The engine writes Infinity and NaN bare, and integers of up to 20 digits:
 * those, and every other number of 16 characters or more, become text, digit for digit.
 *
 * @throws SyntaxError where it is not JSON even so
 */
export function parseEngineJson(json: string): unknown {
  return JSON.parse(
    json.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|-?NaN|-?\d[\d.eE+-]{15,}/g, (token) =>
      token.startsWith('"') ? token : `"${token}"`,
    ),
  );
}

export function isNode(value: unknown): value is JsonNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Empty where the field holds no text. */
export function textOf(node: JsonNode, field: string): string {
  const value = node[field];
  return typeof value === "string" ? value : "";
}

export function nodeOf(node: JsonNode, field: string): JsonNode | null {
  const value = node[field];
  return isNode(value) ? value : null;
}

export function listOf(node: JsonNode, field: string): readonly unknown[] {
  const value = node[field];
  return Array.isArray(value) ? value : [];
}

export function nodesOf(node: JsonNode, field: string): readonly JsonNode[] {
  return listOf(node, field).filter(isNode);
}

export function textsOf(node: JsonNode, field: string): readonly string[] {
  return listOf(node, field).filter((value) => typeof value === "string");
}

/** The UTF-8 byte offset in the submitted text; null where the engine knows none (it writes 2^64 - 1). */
export function byteOf(node: JsonNode): number | null {
  const value = node["query_location"];
  return typeof value === "number" ? value : null;
}
