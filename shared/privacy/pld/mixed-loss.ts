/** A public draw decides which pair of distributions is in force: its loss is one of theirs. @module */
import type { LossSample } from "./cumulant.js";
import type { SplitLoss } from "./split-loss.js";
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

function summed(parts: readonly { readonly weight: number; readonly loss: SplitLoss }[]): SplitLoss {
  const first = Math.min(...parts.map(({ loss }) => loss.first));
  const end = Math.max(...parts.map(({ loss }) => loss.first + Math.max(1, loss.low.length)));
  const [low, high] = [new Float64Array(end - first), new Float64Array(end - first)];
  let below = 0;
  for (const { weight, loss } of parts) {
    const at = loss.first - first;
    // never below a part's own first point
    if (at === 0) below += weight * loss.below;
    else low[at] += weight * loss.below;
    for (let i = 0; i < loss.low.length; i++) {
      low[at + i] += weight * loss.low[i];
      high[at + i] += weight * loss.high[i];
    }
  }
  const total = (of: "above" | "infinite") => parts.reduce((sum, { weight, loss }) => sum + weight * loss[of], 0);
  return { step: parts[0].loss.step, first, low, high, below, above: total("above"), infinite: total("infinite") };
}
