import type { ChartVariables } from "../model.ts";
import { findingStyle } from "./findings.ts";
import { pageStyle } from "./page.ts";
import { printStyle } from "./print.ts";
import { resultStyle } from "./results.ts";

/** The page's whole style. The title stands at the foot of every printed page. */
export function styleSheet(title: string, variables: ChartVariables): string {
  return [
    `:root{${declarations(variables.light)}${own.light}}`,
    `@media (prefers-color-scheme:dark){:root{${declarations(variables.dark)}${own.dark}}}`,
    `@media print{:root{${declarations(variables.print)}${own.light}}}`,
    pageStyle,
    resultStyle,
    findingStyle,
    printStyle(cssString(title)),
  ].join("\n");
}

/** What charts have no need of; contrast to the background is at least 4.5:1. */
const own = {
  light: "--wash:#f4f6f8;--good:#12652b;--bad:#a3182a;--shade:rgb(0 0 0 / 0.14);",
  dark: "--wash:#2a2c2e;--good:#7fd49a;--bad:#ff9d9d;--shade:rgb(0 0 0 / 0.55);",
} as const;

function declarations(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => {
      if (!/^--[\w-]+$/.test(name) || !/^[\w#(),.% -]+$/.test(value))
        throw new Error(`"${name}: ${value}" is no variable of a chart.`);
      return `${name}:${value};`;
    })
    .join("");
}

/** Text as a CSS string: whatever is not a plain letter or digit is written as its code. */
function cssString(text: string): string {
  const shown = Array.from(text.replace(/[\p{C}\s]+/gu, " ")).slice(0, 80);
  return `"${shown
    .map((character) =>
      /[A-Za-z0-9]/.test(character)
        ? character
        : `\\${character.codePointAt(0)?.toString(16) ?? ""} `,
    )
    .join("")}"`;
}
