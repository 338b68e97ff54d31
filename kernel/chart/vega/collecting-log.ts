import type { LoggerInterface } from "vega";

/** Keeps what Vega would print. Vega calls these with a `this` of its own. */
export function collectingLog() {
  const warnings: string[] = [];
  const errors: string[] = [];
  const logger = {
    warn: keepIn(warnings),
    error: keepIn(errors),
    info: ignore,
    debug: ignore,
    level,
  };
  return { warnings, errors, logger };
}

function keepIn(list: string[]) {
  return function keep(this: LoggerInterface, ...parts: readonly unknown[]) {
    list.push(parts.map(textOf).join(" "));
    return this;
  };
}

function ignore(this: LoggerInterface) {
  return this;
}

function level(this: LoggerInterface): number;
function level(this: LoggerInterface, level: number): LoggerInterface;
function level(this: LoggerInterface, set?: number): LoggerInterface | number {
  return set === undefined ? 2 : this;
}

export function textOf(value: unknown): string {
  return value instanceof Error ? value.message : String(value);
}
