/** ε of a single release whose δ has a closed form. @module */
import { findRoot } from "../../numeric/root.js";
import type { Bounds } from "./bounds.js";
import type { DeltaOfOne, LossSource } from "./loss-source.js";

type Delta = NonNullable<LossSource["delta"]>;

/** @param delta in (0, 1) */
export function epsilonOfOne(of: Delta, delta: number): Bounds {
  const [lower, upper] = (["lower", "upper"] as const).map((end) => leastEpsilon((epsilon) => of(epsilon)[end], delta));
  return between({ lower, upper });
}

export const between = ({ lower, upper }: DeltaOfOne): Bounds => ({ lower, estimate: (lower + upper) / 2, upper });

/** Where a falling function reaches `goal`. */
function leastEpsilon(f: (epsilon: number) => number, goal: number): number {
  const excess = (epsilon: number) => Math.max(LOG_LEAST, Math.log(f(epsilon))) - Math.log(goal);
  if (excess(0) <= 0) return 0;
  let high = 1;
  while (excess(high) > 0) {
    high *= 2;
    if (high === Infinity) return Infinity;
  }
  return findRoot(excess, 0, high);
}

/** In the place of log 0, through which a line would lead nowhere. */
const LOG_LEAST = -800;
