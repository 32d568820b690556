/** How much noise the sparse vector technique adds where (Shokri & Shmatikov 2015, figure 12; Dwork & Roth 2014, NumericSparse). @module */

/** Scales of Laplace noise, all in one unit. */
export interface Scales {
  /** on the threshold, anew after every answer */
  readonly threshold: number;
  /** on every comparison with it */
  readonly comparison: number;
  /** on every value that is released */
  readonly answer: number;
}

/**
 * In units of the sensitivity. Of a turn's epsilon, c times that of a parameter, eight ninths pay for the comparisons
 * and two ninths for the values: σ(ε) = 2c Δ / ε for the threshold and the values, twice that for a comparison. The
 * number of answers c cancels.
 * @param epsilonPerParameter ε / c, nats, in (0, ∞)
 */
export function scalesFor(epsilonPerParameter: number): Scales {
  const threshold = 2 / ((8 / 9) * epsilonPerParameter);
  return { threshold, comparison: 2 * threshold, answer: 2 / ((2 / 9) * epsilonPerParameter) };
}
