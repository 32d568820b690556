/** Privacy losses on a grid, weighed so that what decides δ has all its digits. @module */
import type { DiscreteLoss } from "./discrete-loss.js";

/**
 * A distribution of losses, each weighed by e^(θ·loss − K(θ)): the mass under P of cell i is
 * tilted[i] · e^(K − θ · loss_i), however small it is.
 */
export interface TiltedLoss {
  readonly step: number;
  /** loss of the first cell, in steps */
  readonly first: number;
  /** [n], of total 1 */
  readonly tilted: Float64Array;
  /** θ */
  readonly tilt: number;
  /** K(θ), log of the mean of e^(θ·loss) over the finite losses */
  readonly logTotal: number;
  /** mass of an infinite loss */
  readonly infinite: number;
}

export function tiltedLoss({ step, first, masses, infinite }: DiscreteLoss, tilt: number): TiltedLoss {
  const logs = masses.map((mass, i) => Math.log(mass) + tilt * step * (first + i));
  const largest = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  const weights = logs.map((log) => Math.exp(log - largest));
  return normalised({ step, first, tilted: weights, tilt, logTotal: largest, infinite });
}

/**
 * On a wider grid: the mass of a loss goes to the two points beside it such that both P and Q keep theirs, so that δ is
 * never less than it was.
 */
export function onWiderGrid({ tilted, tilt, logTotal, infinite, ...from }: TiltedLoss, step: number): TiltedLoss {
  const place = (cell: number) => ((from.first + cell) * from.step) / step;
  const first = Math.floor(place(0));
  const weights = new Float64Array(Math.floor(place(tilted.length - 1)) - first + 2);
  const width = Math.expm1(-step);
  for (let cell = 0; cell < tilted.length; cell++) {
    const below = Math.floor(place(cell));
    const excess = (place(cell) - below) * step;
    // p = a + b and q = a·e^(−low end) + b·e^(−high end), either with the weight of where it is now
    const share = Math.expm1(-excess) / width;
    weights[below - first] += tilted[cell] * (1 - share) * Math.exp(-tilt * excess);
    weights[below - first + 1] += tilted[cell] * share * Math.exp(tilt * (step - excess));
  }
  return normalised({ step, first, tilted: weights, tilt, logTotal, infinite });
}

function normalised({ tilted, logTotal, ...loss }: TiltedLoss): TiltedLoss {
  const total = tilted.reduce((a, b) => a + b, 0);
  return { ...loss, tilted: tilted.map((weight) => weight / total), logTotal: logTotal + Math.log(total) };
}
