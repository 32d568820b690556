/** Where the sum of many losses lies once it is tilted towards what decides δ. @module */
import { cumulant } from "./cumulant.js";
import type { LossSample, Repeated } from "./cumulant.js";

export interface Window {
  /** θ: losses are weighed by e^(θ·loss), so that the digits are where the answer is */
  readonly tilt: number;
  /** the tilted sum leaves [low, high] with a probability of about e^-40 at most */
  readonly low: number;
  readonly high: number;
}

/** −log of the probability outside */
const DEPTH = 40;

/** The window for ε at δ: the tilt at which the Rényi bound on ε is least. */
export function windowForDelta(samples: readonly Repeated<LossSample>[], logDelta: number): Window {
  // δ <= e^(K(θ) − θε) · θ^θ / (1 + θ)^(1 + θ) (Canonne, Kamath and Steinke 2020, proposition 12)
  const bound = (logTilt: number) => {
    const tilt = Math.exp(logTilt);
    return (cumulant(samples, tilt) - logDelta + tilt * logTilt - (1 + tilt) * Math.log1p(tilt)) / tilt;
  };
  return windowAt(samples, Math.exp(leastOf(bound, -7, 14)));
}

/** The window for δ at ε: the tilt whose mean is ε, or a small one where that lies below the mean anyway. */
export function windowForEpsilon(samples: readonly Repeated<LossSample>[], epsilon: number): Window {
  const exponent = (logTilt: number) => cumulant(samples, Math.exp(logTilt)) - Math.exp(logTilt) * epsilon;
  return windowAt(samples, Math.exp(leastOf(exponent, -7, 14)));
}

function windowAt(samples: readonly Repeated<LossSample>[], tilt: number): Window {
  const at = cumulant(samples, tilt);
  // Chernoff's bound on either side, at the best of many distances from the tilt
  let [high, low] = [Infinity, -Infinity];
  for (let power = -12; power <= 14; power += 0.5) {
    const distance = 2 ** power;
    high = Math.min(high, (cumulant(samples, tilt + distance) - at + DEPTH) / distance);
    low = Math.max(low, -(cumulant(samples, tilt - distance) - at + DEPTH) / distance);
  }
  return { tilt, low, high };
}

/** Where a function with one minimum on [from, to] has it, to about a hundredth: the best of a coarse grid, then golden section. */
function leastOf(f: (x: number) => number, from: number, to: number): number {
  let best = from;
  for (let x = from; x <= to; x += 0.5) if (f(x) < f(best)) best = x;
  const golden = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [best - 0.5, best + 0.5];
  while (b - a > 0.01) {
    const [left, right] = [b - golden * (b - a), a + golden * (b - a)];
    if (f(left) <= f(right)) b = right;
    else a = left;
  }
  return (a + b) / 2;
}
