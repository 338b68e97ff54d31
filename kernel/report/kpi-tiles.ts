import type { KpiOutput, KpiTile, OutputValue } from "../protocol/output.ts";
import type { Comparison } from "./comparison.ts";
import { compare } from "./comparison.ts";
import type { Markup } from "./markup.ts";
import { markup } from "./markup.ts";
import { sparkline } from "./sparkline.ts";
import { valueText } from "../protocol/value-text.ts";

/** Figures as tiles: value, change against before, distance to the target, the line over time. */
export function kpiTiles({ tiles, currency }: KpiOutput): Markup {
  // Full rows of at most five, the last one as full as can be.
  const columns = Math.ceil(tiles.length / Math.ceil(tiles.length / 5));
  return markup`<dl class="tiles${columns > 2 ? ` by-${columns}` : ""}">
${tiles.map((tile) => drawTile(tile, currency))}</dl>`;
}

function drawTile(tile: KpiTile, currency: string | null): Markup {
  const spark = sparkline(tile, currency);
  return markup`<div><dt>${tile.label || tile.name}</dt>
<dd class="value">${figure(tile.value, tile, currency)}</dd>
${against("Before", tile.previous, tile, currency)}${against("Target", tile.target, tile, currency)}${
    spark &&
    markup`<dd>${spark}</dd>
`
  }</div>
`;
}

function figure(value: OutputValue, tile: KpiTile, currency: string | null): Markup | string {
  if (value === null) return markup`<span class="none">no value</span>`;
  const text = valueText(value, tile.unit, currency);
  const code = currency !== null && tile.unit === "money" ? `${currency}\u00a0` : "";
  if (code === "" || !text.includes(code)) return text;
  return markup`<small>${currency} </small>${text.replace(code, "")}`;
}

function against(
  what: "Before" | "Target",
  other: OutputValue,
  tile: KpiTile,
  currency: string | null,
): Markup | null {
  if (other === null) return null;
  const reference = `${what} ${valueText(other, tile.unit, currency)}`;
  const found = compare(tile, other, currency);
  return markup`<dd class="against">${reference}${found && distance(found)}</dd>
`;
}

function distance({ direction, size, verdict }: Comparison): Markup {
  if (direction === "same") return markup` <span class="change">no change</span>`;
  const arrow = direction === "up" ? "▲" : "▼";
  return markup` <span class="change ${verdict ?? ""}"><span aria-hidden="true">${arrow}</span> ${size}${verdict && ` ${verdict}`}</span>`;
}
