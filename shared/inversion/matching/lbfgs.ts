/** Limited-memory BFGS, as a search. @module */
import { addScaled, dot, scale } from "../vectors.js";
import type { Evaluation, Search } from "./search.js";

export interface LbfgsSettings {
  /** evaluations, 1 or more; those of line searches count */
  readonly iterations: number;
  /** pairs of steps remembered, 1 or more; default 20 */
  readonly history?: number;
  /** a value that is good enough to stop at; default −Infinity */
  readonly enough?: number;
}

interface Pair {
  /** [n], a step */
  readonly s: Float64Array;
  /** [n], what it changed in the gradient */
  readonly y: Float64Array;
  readonly sy: number;
}

interface At extends Evaluation {
  readonly point: Float64Array;
}

/** Sufficient decrease and curvature. */
const [armijo, wolfe] = [1e-4, 0.9];
const mostTrials = 25;
/** Root mean squared change of the first step, before anything is known of the curvature. */
const firstChange = 0.02;

/**
 * L-BFGS (Nocedal & Wright 2006, algorithms 7.4 and 7.5) with steps that meet the weak Wolfe conditions, found by
 * bisection, which needs no smoothness (Lewis & Overton 2013, algorithm 2.6). Values that are not finite are stepped
 * back from.
 * @param start [n]
 */
export function* lbfgs(start: Float32Array, settings: LbfgsSettings): Search {
  const { iterations, history = 20, enough = -Infinity } = settings;
  let left = iterations;
  const origin = Float64Array.from(start);
  let at: At = { point: origin, ...(yield start.slice()) };
  let pairs: Pair[] = [];
  left--;
  for (;;) {
    if (at.value <= enough) return "reached";
    const direction = descentDirection(at.gradient, pairs);
    const slope = dot(direction, at.gradient);
    if (!(slope < 0)) return "stalled";
    let [low, high, length] = [0, Infinity, 1];
    let next: At | undefined;
    for (let trial = 0; next === undefined && trial < mostTrials; trial++) {
      if (left-- <= 0) return "exhausted";
      const point = at.point.slice();
      addScaled(point, direction, length);
      const found: At = { point, ...(yield Float32Array.from(point)) };
      if (!(found.value <= at.value + armijo * length * slope)) high = length;
      else if (dot(found.gradient, direction) < wolfe * slope) low = length;
      else next = found;
      length = high < Infinity ? (low + high) / 2 : 2 * low;
    }
    if (next === undefined) {
      // what was remembered may have misled it; the steepest descent gets one chance
      if (pairs.length === 0) return "stalled";
      pairs = [];
      continue;
    }
    pairs = [...pairs, pairOf(at, next)].slice(-history);
    at = next;
  }
}

function pairOf(from: At, to: At): Pair {
  const s = to.point.map((value, i) => value - from.point[i]);
  const y = to.gradient.map((value, i) => value - from.gradient[i]);
  return { s, y, sy: dot(s, y) };
}

/** −H·g by the two-loop recursion. */
function descentDirection(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((value) => -value);
  const last = pairs.at(-1);
  if (last === undefined) {
    scale(direction, (firstChange * Math.sqrt(gradient.length)) / Math.sqrt(dot(gradient, gradient)));
    return direction;
  }
  const factors = pairs.toReversed().map(({ s, y, sy }) => {
    const factor = dot(s, direction) / sy;
    addScaled(direction, y, -factor);
    return factor;
  });
  scale(direction, last.sy / dot(last.y, last.y));
  pairs.forEach(({ s, y, sy }, i) => {
    addScaled(direction, s, factors[pairs.length - 1 - i] - dot(y, direction) / sy);
  });
  return direction;
}
