/** A Gaussian on a Poisson sample of limited size. @module */
import { logGamma } from "../../numeric/log-gamma.js";
import type { EventOf, NeighbouringRelation } from "../events.js";
import { lossOf } from "../pld/loss-source.js";
import { mixedLoss } from "../pld/mixed-loss.js";
import type { Weighted } from "../pld/mixed-loss.js";
import { gaussianNoise } from "../pld/noises.js";
import { lossOfOutcomes } from "../pld/outcomes.js";
import { addition, removal } from "../pld/output-pair.js";
import { sampledGaussianRdp } from "../rdp/sampled-gaussian-rdp.js";
import { logSumExp } from "../../numeric/log-sum-exp.js";
import type { Guarantee } from "./guarantee.js";
import { noPromise } from "./nothing.js";
import { refused } from "./refused.js";
import type { Refused } from "./refused.js";

/**
 * Whether one record is zeroed or is not there, there are cases that the sampling of the others decides, and in each
 * the record is in the sample at some rate. Divergences are jointly convex, so that to be told the case is the worst.
 */
export function truncatedPoissonSampled(
  event: EventOf<"truncated-poisson-sampled">,
  neighbours: NeighbouringRelation,
): Guarantee | Refused {
  const { examples, probability, maximum, event: inner } = event;
  if (neighbours === "replace-one") {
    return refused(event, "a sample of limited size is accounted under zero-out-one or add-or-remove-one");
  }
  for (const [name, value] of Object.entries({ examples, maximum })) {
    if (!Number.isSafeInteger(value) || value < 1) {
      return refused(event, `${name} is ${value}, must be an integer, 1 or more`);
    }
  }
  if (!(probability >= 0 && probability <= 1)) {
    return refused(event, `probability is ${probability}, must be in [0, 1]`);
  }
  if (inner.type !== "gaussian") return refused(event, `only a "gaussian" can be accounted on it, not "${inner.type}"`);
  const { noiseMultiplier: sigma } = inner;
  if (!(sigma >= 0 && sigma < Infinity)) return refused(inner, `noiseMultiplier is ${sigma}, must be in [0, ∞)`);
  if (sigma === 0) return noPromise;
  const cases = (neighbours === "zero-out-one" ? casesOfZeroing : casesOfAbsence)(examples, probability, maximum);
  const losses = (direction: typeof removal) =>
    mixedLoss(
      cases.map(({ weight, rate, shift }): Weighted => {
        const nothing = lossOfOutcomes([{ p: 1, q: 1 }]);
        return { weight, source: rate === 0 ? nothing : lossOf(direction(gaussianNoise(sigma / shift), rate)) };
      }),
    );
  return {
    name: `truncated-poisson ${examples} ${probability} ${maximum} ${sigma} ${neighbours}`,
    pureEpsilon: cases.every(({ rate }) => rate === 0) ? 0 : Infinity,
    // log of a mean of e^((α − 1) · divergence)
    rdp: (order) =>
      logSumExp(
        cases.map(
          ({ weight, rate, shift }) => Math.log(weight) + (order - 1) * sampledGaussianRdp(rate, sigma / shift, order),
        ),
      ) /
      (order - 1),
    losses: () => [losses(removal), losses(addition)],
  };
}

export interface SampleCase {
  readonly weight: number;
  /** at which the record is in the sample */
  readonly rate: number;
  /** by which it then moves the sum, in units of its norm */
  readonly shift: number;
}

/** The record is zeroed: it moves the sum by its norm, at a rate that depends on how many others are in the sample with it. */
export function casesOfZeroing(examples: number, probability: number, maximum: number): readonly SampleCase[] {
  const chances = binomial(examples - 1, probability);
  let below = 0;
  for (let others = 0; others < Math.min(maximum - 1, chances.length); others++) below += chances[others];
  // the last place, of a sample that was not cut, or of one that was and kept the record
  let kept = 0;
  for (let others = maximum - 1; others < chances.length; others++) kept += (chances[others] * maximum) / (others + 1);
  const inLast = probability * kept;
  const last = inLast + (1 - probability) * (chances[maximum - 1] ?? 0);
  return possible([
    { weight: below, rate: probability, shift: 1 },
    { weight: last, rate: last === 0 ? 0 : inLast / last, shift: 1 },
    { weight: Math.max(0, 1 - below - last), rate: 0, shift: 1 },
  ]);
}

/**
 * The record is not there. Where the others alone fill the sample, it takes the place of one of them, and moves the sum by
 * two norms; which of the others were drawn then says nothing about how many wanted a place.
 */
export function casesOfAbsence(examples: number, probability: number, maximum: number): readonly SampleCase[] {
  const chances = binomial(examples - 1, probability);
  let [full, kept] = [0, 0];
  for (let others = maximum; others < chances.length; others++) {
    full += chances[others];
    kept += (chances[others] * maximum) / (others + 1);
  }
  return possible([
    { weight: Math.max(0, 1 - full), rate: probability, shift: 1 },
    { weight: full, rate: full === 0 ? 0 : (probability * kept) / full, shift: 2 },
  ]);
}

const possible = (cases: readonly SampleCase[]) => cases.filter(({ weight }) => weight > 0);

/** [trials + 1] */
function binomial(trials: number, probability: number): Float64Array {
  if (probability === 0 || probability === 1) {
    return new Float64Array(trials + 1).fill(1, probability * trials, probability * trials + 1);
  }
  const [logP, logRest] = [Math.log(probability), Math.log1p(-probability)];
  const all = logGamma(trials + 1);
  return Float64Array.from({ length: trials + 1 }, (_, k) =>
    Math.exp(all - logGamma(k + 1) - logGamma(trials - k + 1) + k * logP + (trials - k) * logRest),
  );
}
