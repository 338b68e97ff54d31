import { buildAccount, type Account, type Ad, type AdGroup } from "./account.ts";
import { currency, dayCount, firstDay } from "./brand.ts";
import { BulkDays } from "./bulk.ts";
import { metricColumns } from "./columns.ts";
import { add, noCounts, type Counts } from "./counts.ts";
import { isoDate } from "./dates.ts";
import { simulate, type AdDay } from "./simulate.ts";
import { plantStory, type PlantedKind } from "./single-story.ts";
import { plantStories, type Story } from "./stories.ts";

export type Level = "ad" | "adgroup" | "campaign";

export interface ExportOptions {
  readonly seed: number;
  readonly level: Level;
  /** One row per day; otherwise one row for the whole period. */
  readonly days: boolean;
  /** False: the same account without any story; a kind: with that one alone. */
  readonly stories?: boolean | PlantedKind;
  /** Exactly so many data rows of 20 columns, from as many accounts as that takes. */
  readonly rows?: number;
}

/** What is hidden in the account of a seed. */
export function truthOf(seed: number): {
  readonly seed: number;
  readonly stories: readonly Story[];
} {
  return { seed, stories: plantStories(buildAccount(seed)) };
}

/** The export as text, piece by piece: BOM, header, rows, totals row; lines end in CR LF. */
export function* exportText(options: ExportOptions): Generator<string> {
  const metrics = metricColumns.filter((column) => options.rows === undefined || column.base);
  const dates = Array.from({ length: dayCount }, (_, day) => isoDate(firstDay, day));
  const dimensions = dimensionHeaders(options);
  yield `\uFEFF${line([...dimensions, ...metrics.map((column) => column.header)])}`;

  const total = noCounts();
  let audience = 0;
  let count = 0;
  const bulk = new BulkDays();
  // Repeated days are the same objects: their text is made once.
  const texts = new Map<Counts, string>();
  const textOf = (row: Row): string => {
    let text = texts.get(row.counts);
    if (text === undefined) {
      text = metrics.map((column) => column.text(row.counts, row.audience)).join(",");
      if (options.rows !== undefined) texts.set(row.counts, text);
    }
    return text;
  };

  let piece = "";
  for (let block = 0; count < (options.rows ?? 1); block++) {
    const account = buildAccount(options.seed, block);
    // Stories are for answers, not for bulk: the first account has them all.
    const { stories = true } = options;
    if (typeof stories === "string") plantStory(account, stories);
    else if (stories && block === 0) plantStories(account);
    audience += sharedAudience(account.groups);
    const adDays = options.rows === undefined ? simulate(account) : bulk.of(account);
    for (const row of rowsOf(account, adDays, options)) {
      piece += `${options.days ? `${dates[row.day]},` : ""}${row.labels},${textOf(row)}\r\n`;
      add(total, row.counts);
      count++;
      if (piece.length > 1 << 18) {
        yield piece;
        piece = "";
      }
      if (count === options.rows) break;
    }
  }
  const others = dimensions.slice(1).map((header) => (header === "Currency" ? currency : "-"));
  yield (
    piece +
    line([
      `Total of ${count} results`,
      ...others,
      ...metrics.map((column) => column.text(total, audience)),
    ])
  );
}

interface Row {
  readonly day: number;
  /** The dimension cells after the date, as CSV. */
  readonly labels: string;
  readonly counts: Counts;
  readonly audience: number;
}

/** The rows of one account at the level and period asked for. */
function* rowsOf(
  account: Account,
  adDays: Iterable<AdDay>,
  options: ExportOptions,
): Generator<Row> {
  const entities = new Map(account.ads.map((ad) => [ad, entityOf(ad, account, options)]));
  let rows = new Map<string, Row>();
  let today = 0;
  for (const { ad, day, counts } of adDays) {
    const entity = entities.get(ad);
    if (!entity) throw new Error(`ad ${ad.id} is not of this account`);
    if (options.level === "ad" && options.days) {
      yield { day, labels: entity.labels, audience: entity.audience, counts };
      continue;
    }
    if (options.days && day !== today) {
      yield* rows.values();
      rows = new Map();
      today = day;
    }
    let row = rows.get(entity.id);
    if (!row) {
      row = { day, labels: entity.labels, audience: entity.audience, counts: noCounts() };
      rows.set(entity.id, row);
    }
    add(row.counts, counts);
  }
  yield* rows.values();
}

interface Entity {
  readonly id: string;
  readonly labels: string;
  readonly audience: number;
}

function dimensionHeaders({ level, days, rows }: ExportOptions): string[] {
  return [
    ...(days ? ["By Day"] : []),
    "Campaign name",
    "Campaign ID",
    ...(level === "campaign" ? [] : ["Ad group name", "Ad group ID"]),
    ...(level === "ad" ? ["Ad name", "Ad ID"] : []),
    ...(rows === undefined ? ["Primary status"] : []),
    "Currency",
  ];
}

/** What the ad's counts belong to at the export's level. */
function entityOf(ad: Ad, account: Account, { level, rows }: ExportOptions): Entity {
  const { group } = ad;
  const groups = account.groups.filter((other) =>
    level === "campaign" ? other.campaignId === group.campaignId : other === group,
  );
  const members = level === "ad" ? [ad] : groups.flatMap((member) => member.ads);
  const active = members.some((member) => member.to === dayCount - 1);
  const cells = [
    group.campaignName,
    group.campaignId,
    ...(level === "campaign" ? [] : [group.name, group.id]),
    ...(level === "ad" ? [ad.name, ad.id] : []),
    ...(rows === undefined ? [active ? "Active" : "Not delivering"] : []),
    currency,
  ];
  const id = { ad: ad.id, adgroup: group.id, campaign: group.campaignId }[level];
  return { id, labels: cells.map(cell).join(","), audience: sharedAudience(groups) };
}

/** People in several ad groups' audiences together; some are in more than one. */
function sharedAudience(groups: readonly AdGroup[]): number {
  const sum = groups.reduce((people, group) => people + group.audience, 0);
  return groups.length === 1 ? sum : Math.round(0.7 * sum);
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
