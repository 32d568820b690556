/** What a participant's turns cost, worked out once: an accountant may take a second, and a turn far less. @module */
import type { Accountant } from "../plugins/accountant.js";
import type { PlannedRelease } from "./planned-release.js";

export interface Spending {
  /** of the accountant */
  readonly accountant: string;
  /** in (0, 1) */
  readonly delta: number;
  /**
   * What is counted: turns, where all release the same; else rounds, taken or not, since only then a count says which
   * releases there can have been.
   */
  readonly counts: "turns" | "rounds";
  /** ascending from a count of 1: what so many spend, nats */
  readonly table: readonly { readonly count: number; readonly epsilon: number }[];
  readonly budget?: {
    /** nats */
    readonly epsilon: number;
    readonly onSpent: "stop" | "report";
    /** the greatest count that it allows */
    readonly allows: number;
  };
}

export interface SpendingRequest {
  readonly accountant: Accountant;
  readonly delta: number;
  /** what the first `turns` turns release together */
  readonly releases: (turns: number) => PlannedRelease;
  /** turns of the whole run, 1 or more */
  readonly turns: number;
  readonly budget?: { readonly epsilon: number; readonly onSpent: "stop" | "report" };
  /** entries of the table, about: each costs an accountant's answer */
  readonly entries: number;
}

/** The table of a run's spending; the greatest count that a budget allows is exact, and in it. */
export function spendingOf({ accountant, delta, releases, turns, budget, entries }: SpendingRequest): Spending {
  const known = new Map<number, number>();
  const spent = (count: number): number => {
    if (count === 0) return 0;
    let epsilon = known.get(count);
    if (epsilon === undefined) {
      const { event, neighbours } = releases(count);
      epsilon = accountant.epsilon([event], delta, neighbours);
      known.set(count, epsilon);
    }
    return epsilon;
  };
  // nothing is finite after one that is not
  if (spent(1) < Infinity) for (const count of spread(turns, entries)) spent(count);
  const allows = budget && greatestWithin(budget.epsilon, spent, turns);
  if (allows !== undefined) spent(allows);
  let most = 0;
  const table = [...known]
    .sort(([a], [b]) => a - b)
    // an accountant's numbers may fall by a hair where the truth cannot
    .map(([count, epsilon]) => ({ count, epsilon: (most = Math.max(most, epsilon)) }));
  return {
    accountant: accountant.name,
    delta,
    counts: repeatsItself(releases(turns), turns) ? "turns" : "rounds",
    table,
    ...(budget !== undefined && allows !== undefined && { budget: { ...budget, allows } }),
  };
}

/** Nats after `count` turns or rounds, or a little more: what the next count in the table spends; Infinity beyond it. */
export function spentAfter({ table }: Spending, count: number): number {
  if (count === 0) return 0;
  return table.find((entry) => entry.count >= count)?.epsilon ?? Infinity;
}

/** `entries` counts up to `most`, that one among them, in even steps of their root: epsilon grows about like it. */
function spread(most: number, entries: number): number[] {
  if (most <= entries) return Array.from({ length: most }, (_, i) => i + 1);
  return Array.from({ length: entries }, (_, i) => Math.ceil(most * ((i + 1) / entries) ** 2));
}

/** The greatest count in [0, most] that spends at most `epsilon`, by bisection: a count more never spends less. */
function greatestWithin(epsilon: number, spent: (count: number) => number, most: number): number {
  if (spent(most) <= epsilon) return most;
  let within = 0;
  let beyond = most;
  while (beyond - within > 1) {
    const middle = (within + beyond) >> 1;
    if (spent(middle) <= epsilon) within = middle;
    else beyond = middle;
  }
  return within;
}

function repeatsItself({ event }: PlannedRelease, turns: number): boolean {
  return turns === 1 || (event.type === "repeated" && event.count === turns);
}
