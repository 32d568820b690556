/** Privacy losses on a grid that are never more than they are. @module */
import { atPoints, massOf, normalised } from "./tilted-loss.js";
import type { TiltedLoss, TiltedSplit } from "./tilted-loss.js";

/**
 * A loss whose δ is at most `lost` above that of the one that it stands for, at every ε.
 *
 * δ is a convex function of x = e^ε. With all mass at the points it is the polygon through the points of the true curve;
 * here its corners are lowered, until no edge is above the curve that remains when each interval's outputs are told as
 * one, of loss log(m_P / m_Q). An edge and the tangents at its ends are at most A·B / (A + B) apart, where A and B are
 * how far each tangent is below the curve at the other end. The polygon's second differences are the masses; where one
 * is negative, the corner is left out. Like the excess of the polygon from above, what is lost is of order step².
 */
export function fromBelow(split: TiltedSplit): { readonly loss: TiltedLoss; readonly lost: number } {
  const { step, first, tilt, logTotal, infinite } = split;
  const weights = atPoints(split);
  const last = weights.length - 1;
  weights[last] += split.above;
  const decay = Math.exp(-tilt * step);
  const [up, down] = [Math.expm1(step), -Math.expm1(-step)];
  const lowered = lowerings(split, decay, up, down);
  const at = (point: number) => (point < 0 || point > last ? 0 : lowered[point]);
  // each weighed by its own point, and brought to the one in question
  const change = (k: number) => (at(k) - at(k + 1) * decay) / up + (at(k) - at(k - 1) / decay) / down;
  for (let k = 0; k <= last; k++) weights[k] += change(k);
  // the negative mass before the first point counts as less where the loss is more
  weights[0] += change(-1) / decay;
  const beyond = massOf(-change(last + 1), split, last + 1);
  const left = leaveOutNegative(weights, split);
  return { loss: normalised({ step, first, tilted: weights, tilt, logTotal, infinite }), lost: beyond + left };
}

/** [n + 1] by how much each corner is lowered, weighed by its own point. */
function lowerings({ low, high }: TiltedSplit, decay: number, up: number, down: number): Float64Array {
  const lowered = new Float64Array(low.length + 1);
  for (let i = 0; i < low.length; i++) {
    const [a, b] = [high[i] * decay * down, low[i] * up];
    const apart = a > 0 && b > 0 ? 1 / (1 / a + 1 / b) : 0;
    lowered[i] = Math.max(lowered[i], apart);
    lowered[i + 1] = apart / decay;
  }
  return lowered;
}

/**
 * Shares negative weights between the points beside them such that both P and Q keep their totals, in place.
 * @returns the mass of those beyond the last point that could take them
 */
function leaveOutNegative(weights: Float64Array, split: TiltedSplit): number {
  const { step, tilt } = split;
  const kept: number[] = [];
  let lost = 0;
  for (let k = 0; k < weights.length; k++) {
    kept.push(k);
    while (kept.length > 0 && weights[kept.at(-1)!] < 0) {
      const point = kept.pop()!;
      const weight = weights[point];
      weights[point] = 0;
      const [before, after] = [kept.at(-1), k + 1];
      const growth = Math.exp(tilt * step * (after - point));
      if (after === weights.length || growth > LARGE) {
        lost -= massOf(weight, split, point);
        continue;
      }
      // without a point before, all goes to the one after, where it counts as less
      const share =
        before === undefined ? 1 : Math.expm1((before - point) * step) / Math.expm1((before - after) * step);
      weights[after] += weight * share * growth;
      if (before !== undefined) weights[before] += weight * (1 - share) * Math.exp(tilt * step * (before - point));
    }
  }
  return lost;
}

/** A weight that has come too far to be told by its size. */
const LARGE = 1e12;
