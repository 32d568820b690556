/** Inversion of the gradient of a dense layer under Gaussian noise, while the examples still stand out of it. @module */
import type { RngStream } from "../random/rng-stream.js";
import { clipped, isImage, pixelsOf, pointOf, sameImage } from "./candidates.js";
import type { Candidate } from "./candidates.js";
import { labelCandidates, mismatch } from "./consistency.js";
import type { LabelledCandidate } from "./consistency.js";
import { cycle } from "./exact.js";
import type { Lot } from "./exact.js";
import { denoised, mixtureMean } from "./image-prior.js";
import type { ImagePrior } from "./image-prior.js";
import { RemainingSpace } from "./remaining-space.js";
import { dot, rowOf } from "./vectors.js";

export interface NoisyLot extends Lot {
  /** of each coordinate of the gradient, in (0, ∞) */
  readonly noiseStddev: number;
  readonly prior: ImagePrior;
  /** [classes], labels that the lot is thought to have */
  readonly counts: ArrayLike<number>;
}

/** Mismatches accepted, round by round; chance reaches about 0.9. */
const tolerances = [0.01, 0.01, 0.01, 0.2, 0.6];
/** An example this sure leaves the space to the others, */
const exact = 0.01;
/** and one less sure than this needs a label that the lot is thought to have. */
const doubtful = 0.2;
/** Root mean squared difference of two readings of one image. */
const sameExample = 0.1;
/** Inputs weaker than this, relative to the mean square, are noise alone. */
const weakInput = 0.2;

/** Sparse images in the space that stands out of the noise, denoised; the surest first. Yields now and then. */
export function* searchNoisyLot(lot: NoisyLot, rng: RngStream): Generator<void, LabelledCandidate[]> {
  const { factors, prior } = lot;
  const starts = cycle(rng.permutation(factors.inputs.length));
  const found: LabelledCandidate[] = [];
  const pool: LabelledCandidate[] = [];
  const left = Array.from(lot.counts);
  for (const tolerance of tolerances) {
    const sure = found.filter((example) => mismatch(example) < exact).map(({ d }) => d);
    const candidates = yield* noisyCandidates(lot, new RemainingSpace(factors, sure), starts);
    yield;
    pool.push(...labelCandidates(factors, candidates, lot.classes, lot.gradientsOf, lot.share));
    for (const candidate of pool.sort((a, b) => mismatch(a) - mismatch(b))) {
      const { label, p } = candidate;
      const isThought = left[label] > 0 || mismatch(candidate) < doubtful;
      if (found.length === factors.rank || mismatch(candidate) > tolerance || !isThought) continue;
      const pixels = pixelsOf(factors, p, lot.n);
      const image = clipped(denoised(pixels, prior.classMeans[label], imageNoise(lot, p), prior));
      if (found.some((other) => sameImage(other.image, image, sameExample))) continue;
      left[label]--;
      found.push({ ...candidate, image });
    }
    yield;
  }
  return found;
}

function* noisyCandidates(
  lot: NoisyLot,
  space: RemainingSpace,
  starts: Iterator<number, number>,
): Generator<void, Candidate[]> {
  const { factors, prior, n } = lot;
  const { rank, columns, inputs } = factors;
  const expected = mixtureMean(prior);
  const candidates: Candidate[] = [];
  const searches = space.dimension === 0 ? 0 : 2 * space.dimension + 8;
  for (let tried = 0, done = 0; done < searches && tried < inputs.length; tried++) {
    const start = starts.next().value;
    const column = rowOf(columns, start, rank);
    if (dot(column, column) < (weakInput * rank) / inputs.length || !space.has(start)) continue;
    done++;
    yield;
    const p = pointOf(
      factors,
      space.sparseImage(start, (point) => imageNoise(lot, point)),
    );
    if (p === undefined) continue;
    const pixels = pixelsOf(factors, p, n);
    const noise = imageNoise(lot, p);
    if (isImage(pixels, noise))
      candidates.push({ p, image: clipped(denoised(pixels, expected, noise, prior)), zeros: 0 });
  }
  return candidates;
}

/** Standard deviation of the noise of the pixels of a point. */
function imageNoise({ factors: { singularValues }, noiseStddev }: NoisyLot, p: Float64Array): number {
  return noiseStddev * Math.sqrt(p.reduce((sum, value, i) => sum + (value / singularValues[i]) ** 2, 0));
}
