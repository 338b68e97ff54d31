import { anchors } from "./anchors.ts";
import { attention } from "./attention.ts";
import { conversion } from "./conversion.ts";
import { costPer } from "./cost-per.ts";
import { delivery } from "./delivery.ts";
import { engagement } from "./engagement.ts";
import { evidence } from "./evidence.ts";
import type { Metric } from "./metric.ts";
import { operations } from "./operations.ts";
import { organic } from "./organic.ts";
import { peers } from "./peers.ts";
import { revenue } from "./revenue.ts";
import { shop } from "./shop.ts";
import { timeSeries } from "./time-series.ts";
import { twoRates } from "./two-rates.ts";

/** Every built-in metric. Adding one is adding its record to a family. */
export const catalogue = [
  ...delivery,
  ...attention,
  ...engagement,
  ...organic,
  ...anchors,
  ...conversion,
  ...costPer,
  ...revenue,
  ...shop,
  ...operations,
  ...evidence,
  ...twoRates,
  ...peers,
  ...timeSeries,
] as const;

/** The same, as the documentation groups them. */
export const families: readonly { readonly family: string; readonly metrics: readonly Metric[] }[] =
  [
    { family: "Delivery", metrics: delivery },
    { family: "Attention", metrics: attention },
    { family: "Engagement", metrics: engagement },
    { family: "Organic and paid together", metrics: organic },
    { family: "Anchors", metrics: anchors },
    { family: "Conversion", metrics: conversion },
    { family: "Cost", metrics: costPer },
    { family: "Revenue", metrics: revenue },
    { family: "Shop", metrics: shop },
    { family: "Operations", metrics: operations },
    { family: "Evidence", metrics: [...evidence, ...twoRates, ...peers] },
    { family: "Time", metrics: timeSeries },
  ];

const byName = new Map<string, Metric>(catalogue.map((metric) => [metric.name, metric]));

/** The built-in metric whose function has this name, in any case. */
export function metricByName(name: string): Metric | undefined {
  return byName.get(name.toLowerCase());
}

const byId = new Map<string, Metric>(catalogue.map((metric) => [metric.id, metric]));

/** The built-in metric with this id, which for some is not the function's name. */
export function metricById(id: string): Metric | undefined {
  return byId.get(id);
}
