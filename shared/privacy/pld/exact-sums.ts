/** The sum of losses of few outcomes, without a grid. @module */
import type { Repeated } from "./cumulant.js";
import { lossOf } from "./outcomes.js";
import type { Outcome } from "./outcomes.js";

type Masses = ReadonlyMap<number, number>;

export interface Sums {
  /** of each finite loss under P */
  readonly masses: Masses;
  readonly infinite: number;
}

/** Sums that are as close as this count as one, the greater: rounding alone keeps them apart. */
const CLOSE = 1e-13;

/** All sums, exactly; undefined where there are more than `most`. */
export function exactSums(parts: readonly Repeated<readonly Outcome[]>[], most: number): Sums | undefined {
  let masses: Masses | undefined = new Map([[0, 1]]);
  let logFinite = 0;
  for (const { part, count } of parts) {
    const power = powerOf(part, count, most);
    masses = power && masses && added(masses, power, most);
    logFinite += count * Math.log1p(-part.reduce((sum, { p, q }) => sum + (q > 0 ? 0 : p), 0));
  }
  return masses && { masses, infinite: -Math.expm1(logFinite) };
}

/** δ at an epsilon, E[(1 − e^(ε − loss))⁺]. */
export function deltaOfSums({ masses, infinite }: Sums, epsilon: number): number {
  let delta = infinite;
  for (const [loss, mass] of masses) if (loss > epsilon) delta += mass * -Math.expm1(epsilon - loss);
  return Math.min(1, delta);
}

/** The least ε, 0 or more, whose δ is at most `delta`. */
export function epsilonOfSums(sums: Sums, delta: number): number {
  const { masses, infinite } = sums;
  if (infinite > delta) return Infinity;
  // between two losses, δ is A − e^ε·B; the greatest comes first
  let [above, discounted] = [infinite, 0];
  const losses = [...masses.keys()];
  for (const [i, loss] of losses.entries()) {
    const next = Math.max(0, losses[i + 1] ?? 0);
    if (loss <= 0) return 0;
    above += masses.get(loss)!;
    discounted += masses.get(loss)! * Math.exp(-loss);
    if (above - discounted * Math.exp(next) > delta) return Math.max(0, Math.log((above - delta) / discounted));
  }
  return 0;
}

function powerOf(outcomes: readonly Outcome[], count: number, most: number): Masses | undefined {
  const one = merged(outcomes.filter(({ q }) => q > 0).map((outcome) => [lossOf(outcome), outcome.p]));
  let [power, square]: (Masses | undefined)[] = [new Map([[0, 1]]), one];
  for (let left = count; left > 0 && power !== undefined && square !== undefined; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power = added(power, square, most);
    if (left > 1) square = added(square, square, most);
  }
  return square === undefined ? undefined : power;
}

function added(a: Masses, b: Masses, most: number): Masses | undefined {
  if (a.size * b.size > 50 * most) return undefined;
  const sums = merged([...a].flatMap(([x, p]) => [...b].map(([y, q]): [number, number] => [x + y, p * q])));
  return sums.size > most ? undefined : sums;
}

/** Descending. */
function merged(entries: [number, number][]): Masses {
  const sorted = entries.filter(([, probability]) => probability > 0).sort(([x], [y]) => y - x);
  const sums = new Map<number, number>();
  let last = NaN;
  for (const [loss, probability] of sorted) {
    if (!(last - loss <= CLOSE * Math.max(1, Math.abs(last)))) last = loss;
    sums.set(last, (sums.get(last) ?? 0) + probability);
  }
  return sums;
}
