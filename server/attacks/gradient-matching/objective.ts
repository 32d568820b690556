/** What a search is to make small. @module */
import { mixtureMean } from "../../../shared/inversion/image-prior.js";
import { cosineDistance, gaussianDistance, squaredDistance } from "../../../shared/inversion/matching/objective.js";
import type { Objective } from "../../../shared/inversion/matching/objective.js";
import { gaussianPull, outsideBox, totalVariation } from "../../../shared/inversion/matching/prior.js";
import type { Penalty } from "../../../shared/inversion/matching/prior.js";
import type { Attempt } from "./attempt.js";
import { tvWeightFor } from "./choices.js";
import type { Received } from "./received.js";
import type { Setting } from "./setting.js";

/** Of a pixel, for auxiliary examples that do not vary at all. */
const leastVariance = 1e-3;

export type Distance = "cosine" | "squared" | "likelihood";

/**
 * Squares need the scale of the update: where clipping may have changed it, the angle is compared. Under noise of known
 * size squares are a likelihood, whatever was clipped before.
 */
export function distanceFor({ params }: Setting, { noiseStddev, isClipped }: Received): Distance {
  if (params.objective === "cosine") return "cosine";
  if (noiseStddev > 0) return "likelihood";
  return isClipped ? "cosine" : (params.objective ?? "cosine");
}

export function objectiveFor({ init }: Setting, { received, distance, scale }: Attempt): Objective {
  const { indices, noiseStddev } = received;
  const { valueBound } = init;
  const observed = {
    update: scale === 1 ? received.update : received.update.map((value) => value / scale),
    ...(indices !== undefined && { indices }),
    ...(valueBound !== undefined && { valueBound: valueBound / scale }),
  };
  if (distance === "likelihood") return gaussianDistance(observed, noiseStddev / scale);
  return distance === "cosine" ? cosineDistance(observed) : squaredDistance(observed);
}

/** @param means [n, ...inputShape], what the images are expected to be */
export function penaltiesFor(setting: Setting, attempt: Attempt, means: Float32Array): Penalty[] {
  const { init, params, prior } = setting;
  const tvWeight = tvWeightFor(setting, attempt);
  const penalties: Penalty[] = [];
  // a likelihood wants a prior beside it: without one the search would fit the noise
  if (attempt.distance === "likelihood") {
    penalties.push(gaussianPull(means, Math.sqrt(Math.max(leastVariance, prior.restVariance))));
  }
  if (tvWeight > 0) penalties.push(totalVariation(init.network.inputShape, tvWeight));
  if (params.boxWeight > 0) penalties.push(outsideBox(params.boxWeight));
  return penalties;
}

/** The class means of labels [n], one after another; where only n is known, the mean of all. */
export function expectedImages({ prior, pixels }: Setting, labels: Int32Array | number): Float32Array {
  const means =
    typeof labels === "number"
      ? new Array<Float64Array>(labels).fill(mixtureMean(prior))
      : Array.from(labels, (label) => prior.classMeans[label]);
  const images = new Float32Array(means.length * pixels);
  means.forEach((mean, i) => images.set(mean, i * pixels));
  return images;
}
