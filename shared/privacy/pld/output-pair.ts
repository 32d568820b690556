/** Pairs of distributions that a mechanism's output can have on neighbouring data sets, and their privacy loss. @module */

/** A distribution of a real output. */
export interface OutputDistribution {
  /** P[Z <= z] */
  below(z: number): number;
  /** P[Z > z]; with all its digits where it is small */
  above(z: number): number;
}

/**
 * Distributions P and Q of one output z that dominate a mechanism in one direction (Zhu, Dong and Wang 2022,
 * arXiv:2106.08567, definition 7). The privacy loss log(p(z) / q(z)) never falls as z grows, and z = 0 is in the bulk of both.
 */
export interface OutputPair {
  readonly p: OutputDistribution;
  readonly q: OutputDistribution;
  /** log(p(z) / q(z)) */
  lossAt(z: number): number;
  /** where the loss passes `loss`: every lesser z has at most that loss, every greater z at least that */
  outputAt(loss: number): number;
  /** [low, high] such that P has at most `mass` below low, and at most as much above high */
  range(mass: number): readonly [low: number, high: number];
}

/** Noise of unit sensitivity: a density b(z), symmetric about 0, such that b(z − 1) / b(z) never falls. */
export interface Noise extends OutputDistribution {
  /** log(b(z − 1) / b(z)) */
  logRatio(z: number): number;
  /** the z where the log ratio passes `value`, ∓Infinity outside its range */
  outputAt(value: number): number;
  /** z with P[Z > z] at most `mass`, in (0, 1) */
  quantileAbove(mass: number): number;
}

/**
 * The record was there and is removed: P is the mixture of the noise with probability 1 − rate and of the noise about 1
 * with probability rate, Q the noise.
 * @param rate in (0, 1]
 */
export function removal(noise: Noise, rate: number): OutputPair {
  return {
    p: mixture(noise, rate, 1),
    q: noise,
    lossAt: (z) => logMixture(rate, noise.logRatio(z)),
    outputAt: (loss) => noise.outputAt(inverseLogMixture(rate, loss)),
    range: (mass) => [-noise.quantileAbove(mass), 1 + noise.quantileAbove(mass)],
  };
}

/** The record was not there and is added: the same with P and Q exchanged, mirrored so that the loss grows with z. */
export function addition(noise: Noise, rate: number): OutputPair {
  return {
    p: noise,
    q: mixture(noise, rate, -1),
    lossAt: (z) => -logMixture(rate, noise.logRatio(-z)),
    outputAt: (loss) => -noise.outputAt(inverseLogMixture(rate, -loss)),
    range: (mass) => [-noise.quantileAbove(mass), noise.quantileAbove(mass)],
  };
}

function mixture({ below, above }: Noise, rate: number, shift: number): OutputDistribution {
  return {
    below: (z) => (1 - rate) * below(z) + rate * below(z - shift),
    above: (z) => (1 - rate) * above(z) + rate * above(z - shift),
  };
}

/** log(1 − rate + rate·e^a) */
function logMixture(rate: number, a: number): number {
  if (rate === 1) return a;
  return a > 1 ? a + Math.log(rate + (1 - rate) * Math.exp(-a)) : Math.log1p(rate * Math.expm1(a));
}

/** The a with that value; −Infinity at or below log(1 − rate). */
function inverseLogMixture(rate: number, value: number): number {
  if (rate === 1) return value;
  // e^a = 1 + (e^value − 1) / rate
  if (value > 30) return value + Math.log1p((rate - 1) * Math.exp(-value)) - Math.log(rate);
  const excess = Math.expm1(value) / rate;
  return excess <= -1 ? -Infinity : Math.log1p(excess);
}
