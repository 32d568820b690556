/** Releases that are known by an epsilon and a delta. @module */
import type { Guarantee } from "../guarantees/guarantee.js";
import type { Leaf, Measure } from "../guarantees/leaves.js";

/** `count` of them, each (epsilon, delta) differentially private: epsilon nats, in (0, ∞], delta in [0, 1). */
export interface Stated {
  readonly epsilon: number;
  readonly delta: number;
  readonly count: number;
}

/** Met by what is pure, by what states its delta, and by what promises nothing at all. */
export const statedMeasure: Measure = {
  of: (guarantee) => stated(guarantee) !== undefined,
  words: "a pure epsilon, or an epsilon with its delta,",
};

function stated({ pureEpsilon, approximate, rdp }: Guarantee): Omit<Stated, "count"> | undefined {
  if (pureEpsilon < Infinity) return { epsilon: pureEpsilon, delta: 0 };
  if (approximate !== undefined) return approximate;
  return rdp?.(2) === Infinity ? { epsilon: Infinity, delta: 0 } : undefined;
}

/** What leaves of that measure state, equal ones as one, and without those that release nothing. */
export function allStated(leaves: readonly Leaf[]): readonly Stated[] {
  const all = new Map<string, Stated>();
  for (const { guarantee, count } of leaves) {
    const { epsilon, delta } = stated(guarantee)!;
    if (epsilon === 0 && delta === 0) continue;
    const key = `${epsilon} ${delta}`;
    all.set(key, { epsilon, delta, count: count + (all.get(key)?.count ?? 0) });
  }
  return [...all.values()];
}

/** The sum of the epsilons: basic composition. */
export const sumOfEpsilons = (all: readonly Stated[]): number =>
  all.reduce((sum, { epsilon, count }) => sum + count * epsilon, 0);

/** log Π (1 - δ_i): that of the chance that none of the releases fails to be pure. */
export const logNoneFails = (all: readonly Stated[]): number =>
  all.reduce((sum, { delta, count }) => sum + count * Math.log1p(-delta), 0);
