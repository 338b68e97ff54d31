import type { PageRequest, ResultPage } from "../protocol/result-page.ts";
import type { LevelPlace } from "../protocol/result-level.ts";
import type { Session } from "../session/session.ts";
import { isGone } from "./kept-table.ts";
import type { OpenedLevel } from "./open-level.ts";
import { openLevel } from "./open-level.ts";
import { ResultTables } from "./result-tables.ts";

interface Made {
  readonly session: Session;
  readonly key: string;
  readonly slot: number;
  readonly level: OpenedLevel;
  /** The level's rows as a result of its own; null where they are the result's own. */
  readonly result: string | null;
}

/** Levels that are kept at a time; the one made first goes first. */
const mostMade = 8;

/** Pages of results by campaign, ad group and ad: the rows of a level are a result of their own. */
export class LevelPages {
  readonly #results: ResultTables;
  readonly #levels = new ResultTables("__level_view_");
  readonly #made = new Map<string, Made>();

  constructor(results: ResultTables) {
    this.#results = results;
  }

  /** @throws ProblemError as `ResultTables.read`; `bad_arguments` for levels that the result has not */
  async read(session: Session, request: PageRequest): Promise<ResultPage> {
    const { level: place } = request.view;
    if (!place) return this.#results.read(session, request);
    try {
      return await this.#read(session, request, place);
    } catch (error) {
      // An engine that was replaced has the results, and none of their levels.
      if (!isGone(error) || !this.#made.delete(request.result)) throw error;
      return this.#read(session, request, place);
    }
  }

  /** After statements that may have changed tables. */
  rowsMayHaveChanged(): void {
    this.#results.rowsMayHaveChanged();
    this.#made.clear();
  }

  async #read(session: Session, request: PageRequest, place: LevelPlace): Promise<ResultPage> {
    const { level, result } = await this.#make(session, request, place);
    const { sort } = request.view;
    const page =
      result === null
        ? await this.#results.read(session, { ...request, view: { sort, filters: level.filters } })
        : await this.#levels.read(session, { ...request, result, view: { sort, filters: [] } });
    return { ...page, of: level.of, level: level.facts };
  }

  async #make(
    session: Session,
    { result, view: { filters } }: PageRequest,
    place: LevelPlace,
  ): Promise<Made> {
    const key = JSON.stringify([filters, place]);
    const before = this.#made.get(result);
    if (before?.session === session && before.key === key) return before;
    const slot = before?.slot ?? this.#freeSlot();
    this.#made.delete(result);
    const kept = this.#results.get(result);
    const level = await openLevel(session, kept, { place, filters }, `__level_${slot}`);
    const own = level.rows === null ? null : this.#levels.add(level.rows);
    const made = { session, key, slot, level, result: own };
    this.#made.set(result, made);
    return made;
  }

  #freeSlot(): number {
    const [oldest] = this.#made.keys();
    if (oldest !== undefined && this.#made.size >= mostMade) this.#made.delete(oldest);
    const used = new Set([...this.#made.values()].map(({ slot }) => slot));
    return Array.from({ length: mostMade }, (_, slot) => slot).find((slot) => !used.has(slot)) ?? 0;
  }
}
