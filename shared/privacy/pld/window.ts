/** Where the sum of many losses lies once it is tilted towards what decides δ. @module */
import { cumulant } from "./cumulant.js";
import type { LossSample, Repeated } from "./cumulant.js";

export interface Window {
  /** θ: losses are weighed by e^(θ·loss), so that the digits are where the answer is */
  readonly tilt: number;
  /** the tilted sum leaves [low, high] with a probability of about e^-30 on either side at most */
  readonly low: number;
  readonly high: number;
}

/** −log of the tilted probability on either side of the window */
export const DEPTH = 30;

/** The window for ε at δ: the tilt at which the Rényi bound on ε is least. */
export function windowForDelta(samples: readonly Repeated<LossSample>[], logDelta: number): Window {
  const bound = (logTilt: number) => (logDeltaAt(samples, Math.exp(logTilt), 0) - logDelta) / Math.exp(logTilt);
  return windowAt(samples, Math.exp(leastOf(bound, -7, 14)));
}

/** log of e^(K(θ) − θε) · θ^θ / (1 + θ)^(1 + θ), which bounds δ (Canonne, Kamath and Steinke 2020, proposition 12). */
export function logDeltaAt(samples: readonly Repeated<LossSample>[], tilt: number, epsilon: number): number {
  return cumulant(samples, tilt) - tilt * epsilon + tilt * Math.log(tilt) - (1 + tilt) * Math.log1p(tilt);
}

/** The window for δ at ε: the tilt whose mean is ε, or a small one where that lies below the mean anyway. */
export function windowForEpsilon(samples: readonly Repeated<LossSample>[], epsilon: number): Window {
  const exponent = (logTilt: number) => cumulant(samples, Math.exp(logTilt)) - Math.exp(logTilt) * epsilon;
  return windowAt(samples, Math.exp(leastOf(exponent, -7, 14)));
}

/** The window of a sum at a tilt. */
export function windowAt(samples: readonly Repeated<LossSample>[], tilt: number): Window {
  const at = cumulant(samples, tilt);
  // Chernoff's bound, at the best distance from the tilt
  const reach = (sign: number) => {
    const bound = (log: number) => {
      const distance = Math.exp(log);
      return (cumulant(samples, tilt + sign * distance) - at + DEPTH) / distance;
    };
    return sign * bound(leastOf(bound, -8, 10, 2, 0.3));
  };
  return { tilt, low: reach(-1), high: reach(1) };
}

/**
 * Where a function with one minimum on [from, to] has it, to about `tolerance`: the best of a grid of that `step`, then
 * golden section.
 */
function leastOf(f: (x: number) => number, from: number, to: number, step = 1, tolerance = 0.02): number {
  let [best, least] = [from, Infinity];
  for (let x = from; x <= to; x += step) {
    const value = f(x);
    if (value < least) [best, least] = [x, value];
  }
  const golden = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [best - step, best + step];
  let [left, right] = [b - golden * (b - a), a + golden * (b - a)];
  let [atLeft, atRight] = [f(left), f(right)];
  while (b - a > tolerance) {
    if (atLeft <= atRight) {
      [b, right, atRight] = [right, left, atLeft];
      left = b - golden * (b - a);
      atLeft = f(left);
    } else {
      [a, left, atLeft] = [left, right, atRight];
      right = a + golden * (b - a);
      atRight = f(right);
    }
  }
  return (a + b) / 2;
}
