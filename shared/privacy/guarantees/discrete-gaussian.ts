/** The discrete Gaussian: Canonne, Kamath and Steinke 2020, arXiv:2004.00010. @module */
import type { EventOf } from "../events.js";
import { lossOfOutcomes } from "../pld/outcomes.js";
import type { Outcome } from "../pld/outcomes.js";
import type { Guarantee } from "./guarantee.js";
import { noPromise } from "./nothing.js";
import { refused } from "./refused.js";
import type { Refused } from "./refused.js";

/** Tails of the noise that are left out hold less than e^-800 on either side. */
const REACH = 40;
/** More outcomes than these, and a scalar's losses are not listed any more. */
const MOST_OUTCOMES = 400_000;

/**
 * On a vector its Rényi divergence is never above that of the continuous Gaussian (theorem 14 there, and proposition 5);
 * its privacy losses are known for a scalar alone, where P and Q are the noise about `sensitivity` and about 0.
 */
export function discreteGaussian(event: EventOf<"discrete-gaussian">): Guarantee | Refused {
  const { noiseStddev, sensitivity, coordinates } = event;
  for (const [name, value] of Object.entries({ noiseStddev, sensitivity })) {
    if (!(value >= 0 && value < Infinity)) return refused(event, `${name} is ${value}, must be in [0, ∞)`);
  }
  if (!Number.isSafeInteger(coordinates) || coordinates < 1) {
    return refused(event, `coordinates is ${coordinates}, must be an integer, 1 or more`);
  }
  if (coordinates === 1 && !Number.isSafeInteger(sensitivity)) {
    return refused(event, `sensitivity is ${sensitivity}: integers differ by an integer`);
  }
  if (sensitivity > 0 && noiseStddev === 0) return noPromise;
  const zcdp = sensitivity === 0 ? 0 : (sensitivity / noiseStddev) ** 2 / 2;
  const listed = coordinates === 1 && 2 * REACH * noiseStddev + sensitivity < MOST_OUTCOMES;
  return {
    name: `discrete-gaussian ${noiseStddev} ${sensitivity} ${coordinates}`,
    pureEpsilon: sensitivity === 0 ? 0 : Infinity,
    zcdp,
    rdp: (order) => order * zcdp,
    ...(listed && { losses: () => [lossOfOutcomes(outcomesOf(noiseStddev, sensitivity))] }),
  };
}

function outcomesOf(stddev: number, shift: number): readonly Outcome[] {
  const reach = Math.ceil(REACH * stddev) + 1;
  const mass = (k: number) => Math.exp(-(k * k) / (2 * stddev * stddev));
  let total = 0;
  for (let k = -reach; k <= reach; k++) total += mass(k);
  const outcomes: Outcome[] = [];
  for (let k = -reach; k <= reach + shift; k++) {
    // beyond the reach of either, a mass has no digits left; its loss is taken for infinite
    outcomes.push({ p: mass(k - shift) / total, q: k > reach ? 0 : mass(k) / total });
  }
  return outcomes;
}
