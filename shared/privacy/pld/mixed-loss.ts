/** A public draw decides which pair of distributions is in force: its loss is one of theirs. @module */
import type { LossSample } from "./cumulant.js";
import type { DiscreteLoss } from "./discrete-loss.js";
import type { LossSource } from "./loss-source.js";

export interface Weighted {
  /** probability, in (0, 1] */
  readonly weight: number;
  readonly source: LossSource;
}

/** @param parts their weights sum to 1 */
export function mixedLoss(parts: readonly Weighted[]): LossSource {
  const deltas = parts.flatMap(({ weight, source: { delta } }) => (delta ? [{ weight, delta }] : []));
  return {
    ...(deltas.length === parts.length && {
      delta: (epsilon) => {
        const all = deltas.map(({ weight, delta }) => ({ weight, ...delta(epsilon) }));
        const mean = (of: "lower" | "upper") => all.reduce((sum, one) => sum + one.weight * one[of], 0);
        return { lower: mean("lower"), upper: mean("upper") };
      },
    }),
    sample: (tail) => joined(parts.map(({ weight, source }) => ({ weight, sample: source.sample(tail) }))),
    onGrid: (step, tail, lowest) =>
      summed(parts.map(({ weight, source }) => ({ weight, loss: source.onGrid(step, tail, lowest) }))),
  };
}

function joined(parts: readonly { readonly weight: number; readonly sample: LossSample }[]): LossSample {
  return {
    losses: Float64Array.from(parts.flatMap(({ sample }) => [...sample.losses])),
    logMasses: Float64Array.from(
      parts.flatMap(({ weight, sample }) => [...sample.logMasses].map((logMass) => logMass + Math.log(weight))),
    ),
  };
}

function summed(parts: readonly { readonly weight: number; readonly loss: DiscreteLoss }[]): DiscreteLoss {
  const first = Math.min(...parts.map(({ loss }) => loss.first));
  const end = Math.max(...parts.map(({ loss }) => loss.first + loss.masses.length));
  const masses = new Float64Array(end - first);
  let infinite = 0;
  for (const { weight, loss } of parts) {
    loss.masses.forEach((mass, i) => (masses[loss.first - first + i] += weight * mass));
    infinite += weight * loss.infinite;
  }
  return { step: parts[0].loss.step, first, masses, infinite };
}
