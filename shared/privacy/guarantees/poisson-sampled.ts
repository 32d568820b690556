/** Mechanisms on a Poisson sample. @module */
import { log1pExp, logExpm1 } from "../../numeric/log-sum-exp.js";
import type { DpEvent, EventOf, NeighbouringRelation } from "../events.js";
import { lossOf } from "../pld/loss-source.js";
import { lossOfOutcomes, pureOutcomes, reversed, sampledOutcomes } from "../pld/outcomes.js";
import { replacement } from "../pld/replacement.js";
import { approximate, approximateOutcomes } from "./approximate.js";
import { gaussianMixture } from "./gaussian-mixture.js";
import type { Guarantee } from "./guarantee.js";
import { noiseOnSample } from "./noise.js";
import { nothingReleased } from "./nothing.js";
import { ofOutcomes } from "./of-outcomes.js";
import { refused } from "./refused.js";
import type { Refused } from "./refused.js";

/**
 * Sampling amplifies under add-or-remove-one (Zhu, Dong and Wang 2022, theorem 11), and alike where a record is zeroed:
 * a record that contributes nothing is one that is not in the sample. Where it is replaced, either value is in the sample
 * with the same probability, which is worked out for a Gaussian alone.
 */
export function poissonSampled(
  event: EventOf<"poisson-sampled">,
  neighbours: NeighbouringRelation,
): Guarantee | Refused {
  const { probability } = event;
  if (!(probability >= 0 && probability <= 1))
    return refused(event, `probability is ${probability}, must be in [0, 1]`);
  const inner = simplified(event.event);
  if (inner.type === "poisson-sampled") {
    const rate = inner.probability >= 0 && inner.probability <= 1 ? probability * inner.probability : NaN;
    return poissonSampled({ type: "poisson-sampled", probability: rate, event: inner.event }, neighbours);
  }
  if (inner.type === "non-private" || inner.type === "no-op") {
    return refused(event, `an event of type "${inner.type}" has no sample`);
  }
  if (neighbours === "replace-one" && probability < 1) return replacedOnSample(event, inner);
  if (inner.type === "gaussian" || inner.type === "laplace") {
    const onSample = noiseOnSample(inner, probability === 0 ? 1 : probability);
    return probability === 0 && !("refusal" in onSample) ? nothingReleased : onSample;
  }
  if (inner.type === "exponential" || (inner.type === "approximate" && inner.delta === 0)) {
    if (!(inner.epsilon >= 0 && inner.epsilon < Infinity)) {
      return refused(inner, `epsilon is ${inner.epsilon}, must be in [0, ∞)`);
    }
    return pureOnSample(inner.epsilon, probability);
  }
  if (inner.type === "approximate") return approximateOnSample(inner, probability);
  if (inner.type === "gaussian-mixture") return mixtureOnSample(inner, probability, neighbours);
  return refused(event, `amplification of "${inner.type}" by Poisson sampling is not known`);
}

function pureOnSample(epsilon: number, rate: number): Guarantee {
  if (rate === 0) return nothingReleased;
  const removal = sampledOutcomes(pureOutcomes(epsilon), rate);
  const found = ofOutcomes([removal, reversed(removal)]);
  return { name: `pure ${epsilon} on ${rate}`, ...found, zcdp: found.pureEpsilon ** 2 / 2 };
}

/** Not to be in the sample is a shift of 0. */
function mixtureOnSample(
  event: EventOf<"gaussian-mixture">,
  rate: number,
  neighbours: NeighbouringRelation,
): Guarantee | Refused {
  const onAll = gaussianMixture(event, neighbours);
  if ("refusal" in onAll) return onAll;
  if (rate === 0) return nothingReleased;
  const shifts = [0, ...event.shifts];
  const probabilities = [1 - rate, ...event.probabilities.map((one) => one * rate)];
  return gaussianMixture({ ...event, shifts, probabilities }, neighbours);
}

/** It is (log(1 + q(e^ε − 1)), qδ) differentially private (Balle, Barthe and Gaboardi 2018, theorem 8). */
function approximateOnSample(event: EventOf<"approximate">, rate: number): Guarantee | Refused {
  const onAll = approximate(event);
  if ("refusal" in onAll) return onAll;
  if (rate === 0) return nothingReleased;
  const { epsilon, delta } = event;
  const removal = sampledOutcomes(approximateOutcomes(epsilon, delta), rate);
  return {
    name: `${onAll.name} on ${rate}`,
    pureEpsilon: Infinity,
    losses: () => [removal, reversed(removal)].map(lossOfOutcomes),
    approximate: { epsilon: log1pExp(Math.log(rate) + logExpm1(epsilon)), delta: rate * delta },
  };
}

function replacedOnSample(event: EventOf<"poisson-sampled">, inner: DpEvent): Guarantee | Refused {
  const { probability } = event;
  if (inner.type !== "gaussian") {
    return refused(event, `amplification of "${inner.type}" by Poisson sampling is not known under replace-one`);
  }
  const { noiseMultiplier } = inner;
  if (!(noiseMultiplier >= 0 && noiseMultiplier < Infinity)) {
    return refused(inner, `noiseMultiplier is ${noiseMultiplier}, must be in [0, ∞)`);
  }
  if (probability === 0) return nothingReleased;
  return {
    name: `gaussian ${noiseMultiplier} on ${probability}, replaced`,
    pureEpsilon: Infinity,
    losses: () => (noiseMultiplier === 0 ? [] : [lossOf(replacement(noiseMultiplier, probability))]),
  };
}

/** Gaussians on the same sample are one Gaussian of less noise. */
function simplified(event: DpEvent): DpEvent {
  const precision = gaussianPrecision(event);
  if (precision === undefined || event.type === "gaussian") return event;
  return { type: "gaussian", noiseMultiplier: 1 / Math.sqrt(precision) };
}

/** Σ 1 / noiseMultiplier²; undefined unless all are Gaussians. */
function gaussianPrecision(event: DpEvent): number | undefined {
  switch (event.type) {
    case "gaussian":
      return event.noiseMultiplier > 0 ? event.noiseMultiplier ** -2 : undefined;
    case "repeated": {
      const one = gaussianPrecision(event.event);
      return one === undefined || !Number.isSafeInteger(event.count) || event.count < 1 ? undefined : event.count * one;
    }
    case "composed":
      return event.events
        .map(gaussianPrecision)
        .reduce<number | undefined>((sum, one) => (sum === undefined || one === undefined ? undefined : sum + one), 0);
    default:
      return undefined;
  }
}
