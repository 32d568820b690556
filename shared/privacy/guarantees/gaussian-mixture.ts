/** Gaussian noise on a value that a record moves by a random shift. @module */
import type { EventOf, NeighbouringRelation } from "../events.js";
import { lossOf } from "../pld/loss-source.js";
import { mixtureOfShifts, mirrored } from "../pld/shifted-gaussians.js";
import type { Guarantee } from "./guarantee.js";
import { noPromise } from "./nothing.js";
import { refused } from "./refused.js";
import type { Refused } from "./refused.js";

export function gaussianMixture(
  event: EventOf<"gaussian-mixture">,
  neighbours: NeighbouringRelation,
): Guarantee | Refused {
  const { noiseStddev, shifts, probabilities } = event;
  if (neighbours === "replace-one") {
    return refused(event, "a record moves the value from nothing, under add-or-remove-one or zero-out-one");
  }
  if (!(noiseStddev >= 0 && noiseStddev < Infinity)) {
    return refused(event, `noiseStddev is ${noiseStddev}, must be in [0, ∞)`);
  }
  const wrong = shifts.find((shift) => !(shift >= 0 && shift < Infinity));
  if (wrong !== undefined) return refused(event, `a shift is ${wrong}, must be in [0, ∞)`);
  const total = probabilities.reduce((sum, probability) => sum + probability, 0);
  if (
    probabilities.length !== shifts.length ||
    probabilities.some((p) => !(p >= 0)) ||
    !(Math.abs(total - 1) <= 1e-9)
  ) {
    return refused(event, "probabilities must be one a shift, each in [0, 1], and sum to 1");
  }
  if (noiseStddev === 0) return noPromise;
  const pair = mixtureOfShifts(noiseStddev, shifts, probabilities);
  return {
    name: `gaussian-mixture ${JSON.stringify([noiseStddev, shifts, probabilities])}`,
    pureEpsilon: shifts.every((shift, i) => shift === 0 || probabilities[i] === 0) ? 0 : Infinity,
    losses: () => [pair, mirrored(pair)].map(lossOf),
  };
}
