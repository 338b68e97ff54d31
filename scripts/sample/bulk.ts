import type { Account } from "./account.ts";
import { simulate, type AdDay } from "./simulate.ts";

/** Accounts that are simulated; more would only take longer to write. */
const simulated = 16;

/**
 * The days of account after account. From the 17th on, the numbers of earlier accounts come again
 * under the new account's ids and names, as the same objects: simulating is the slow part.
 */
export class BulkDays {
  readonly #known: AdDay[][] = [];

  *of(account: Account): Generator<AdDay> {
    const known = this.#known[account.block % simulated];
    if (!known) {
      const days = [...simulate(account)];
      this.#known[account.block] = days;
      yield* days;
      return;
    }
    for (const { ad, day, counts } of known) {
      const own = account.ads[ad.index];
      if (own) yield { ad: own, day, counts };
    }
  }
}
