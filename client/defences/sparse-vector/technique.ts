/** The sparse vector technique on an update's coordinates: which are released, and with what value. @module */
import { boundValues } from "../../../shared/learning/selection.js";
import type { RngStream } from "../../../shared/random/rng-stream.js";
import type { Scales } from "./scales.js";

export interface Technique {
  /** c, coordinates that are released at most, 1 or more */
  readonly answers: number;
  /** γ: values count, and are released, within ± this */
  readonly valueBound: number;
  /** τ */
  readonly threshold: number;
  /** in the unit of the values */
  readonly scales: Scales;
  /** whether a value is bounded before the noise on it, as it must be; as published it is not */
  readonly boundsFirst: boolean;
}

export interface Released {
  /** [P], zero where nothing was released */
  readonly update: Float32Array;
  /** coordinates that were released */
  readonly accepted: number;
  /** coordinates that were compared with the threshold */
  readonly compared: number;
}

/**
 * Goes through the coordinates in random order, each at most once: one whose bounded size, with noise, reaches the
 * noisy threshold is released, with other noise, and the threshold is drawn anew. Ends when `answers` are, or none is
 * left.
 * @param update [P], finite
 */
export function sparseVector(update: Float32Array, technique: Technique, rng: RngStream): Released {
  const { answers, valueBound, threshold, scales, boundsFirst } = technique;
  const bounded = boundValues(update, valueBound);
  const onThreshold = laplace(rng.fork("threshold"), scales.threshold);
  const onComparison = laplace(rng.fork("comparison"), scales.comparison);
  const onAnswer = laplace(rng.fork("answer"), scales.answer);
  const order = rng.fork("order").permutation(update.length);
  const released = new Float32Array(update.length);
  let accepted = 0;
  let compared = 0;
  let noisyThreshold = threshold + onThreshold();
  while (accepted < answers && compared < order.length) {
    const coordinate = order[compared++];
    if (Math.abs(bounded[coordinate]) + onComparison() < noisyThreshold) continue;
    const value = boundsFirst ? bounded[coordinate] : update[coordinate];
    released[coordinate] = value + onAnswer();
    accepted++;
    noisyThreshold = threshold + onThreshold();
  }
  // of what is released already: whoever receives it could do the same
  return { update: boundValues(released, valueBound), accepted, compared };
}

/** Draws of Laplace noise of that scale, one at a time. */
function laplace(rng: RngStream, scale: number): () => number {
  const draw = new Float64Array(1);
  return () => {
    rng.fillLaplace(draw, scale);
    return draw[0];
  };
}
