/** Exact inversion of the gradient of a dense layer: the examples of a lot, one after another. @module */
import type { RngStream } from "../random/rng-stream.js";
import { candidateOf, sameImage } from "./candidates.js";
import type { Candidate } from "./candidates.js";
import { labelCandidates, mismatch } from "./consistency.js";
import type { LabelledCandidate } from "./consistency.js";
import type { GradientsOf } from "./example-gradients.js";
import type { GradientFactors } from "./factors.js";
import { RemainingSpace } from "./remaining-space.js";
import { pointsOfSparseOutputs } from "./sparse-output.js";

export interface Lot {
  readonly factors: GradientFactors;
  /** pixels an image */
  readonly n: number;
  readonly classes: number;
  readonly gradientsOf: GradientsOf;
  /** of one example's gradient in the update, such as 1 / batch size */
  readonly share: number;
}

export interface Inversion {
  /** examples that the gradient confirms, at most as many as its rank */
  readonly verified: readonly LabelledCandidate[];
  /** images that could be in the lot but that the gradient does not confirm, the sparsest first */
  readonly unverified: readonly LabelledCandidate[];
}

/** Mismatches accepted, one after another as the search stalls: first the sure examples, last those deep in noise. */
const tolerances = [1e-3, 5e-3, 0.02, 0.05, 0.15];
/** Rounds of search without success before the next tolerance. */
const patience = 3;
/** Units beyond the rank below which any output gradient is close to the lot's row space: only p · d = 1 is left to tell. */
const fewUnits = 4;
/** Root mean squared differences: two readings of one image, and 30 dB, where it is one image for the eye. */
const [sameReading, sameExample] = [1e-4, 0.03];

/**
 * Finds sparse images in the space that the lot's inputs span, keeps those that the gradient confirms, and goes on in
 * the space that these leave, which is smaller by one dimension each. Yields now and then, so that the caller can too.
 */
export function* invertLot(lot: Lot, rng: RngStream): Generator<void, Inversion> {
  const { rank, inputs, right } = lot.factors;
  const accepted = right.length / rank - rank < fewUnits ? tolerances.slice(0, 1) : tolerances;
  const starts = cycle(rng.permutation(inputs.length));
  const verified: LabelledCandidate[] = [];
  const rejected: LabelledCandidate[] = [];
  let [stalled, rounds] = [0, 0];
  while (verified.length < rank && stalled < patience * accepted.length) {
    const found = verified.map(({ d }) => d);
    const candidates = yield* sparseCandidates(lot, new RemainingSpace(lot.factors, found), starts);
    if (stalled >= patience) candidates.push(...otherCandidates(lot, verified, rng.fork("output", rounds++)));
    yield;
    const labelled = labelCandidates(lot.factors, candidates, lot.classes, lot.gradientsOf, lot.share);
    const tolerance = accepted[Math.floor(stalled / patience)];
    for (const candidate of labelled.sort((a, b) => mismatch(a) - mismatch(b))) {
      if (verified.length === rank || isAmong(verified, candidate, sameExample)) continue;
      (mismatch(candidate) < tolerance ? verified : rejected).push(candidate);
    }
    stalled = verified.length > found.length ? 0 : stalled + 1;
    yield;
  }
  return { verified, unverified: leftovers(verified, rejected, rank) };
}

/** One search a dimension, from different inputs. */
export function* sparseCandidates(
  lot: Lot,
  space: RemainingSpace,
  starts: Iterator<number, number>,
): Generator<void, Candidate[]> {
  const candidates: Candidate[] = [];
  const searches = Math.max(4, space.dimension);
  for (let tried = 0, done = 0; done < searches && tried < lot.factors.inputs.length; tried++) {
    const start = starts.next().value;
    if (!space.has(start)) continue;
    done++;
    yield;
    const candidate = candidateOf(lot.factors, space.sparseImage(start), lot.n);
    if (candidate && !isAmong(candidates, candidate, sameReading)) candidates.push(candidate);
  }
  return candidates;
}

/** What the other side of the gradient suggests where pixels are not sparse enough. */
function otherCandidates({ factors, n }: Lot, found: readonly LabelledCandidate[], rng: RngStream): Candidate[] {
  const { rank, right, singularValues } = factors;
  const units = Array.from({ length: right.length / rank }, (_, k) => k);
  // ∂W_k / ∂b_k is the image itself where one example alone switches unit k on.
  const rowRatios = units.map((k) => singularValues.map((value, i) => value * right[i * units.length + k]));
  const candidates: Candidate[] = [];
  for (const direction of [...pointsOfSparseOutputs(factors, found, rng), ...rowRatios]) {
    const candidate = candidateOf(factors, direction, n);
    if (candidate && !isAmong([...found, ...candidates], candidate, sameReading)) candidates.push(candidate);
  }
  return candidates;
}

/** The sparsest rejected images that differ from all others, one for each example not verified. */
function leftovers(verified: readonly Candidate[], rejected: readonly LabelledCandidate[], rank: number) {
  const kept: LabelledCandidate[] = [];
  for (const candidate of rejected.toSorted((a, b) => b.zeros - a.zeros)) {
    if (verified.length + kept.length === rank) break;
    if (!isAmong([...verified, ...kept], candidate, sameExample)) kept.push(candidate);
  }
  return kept;
}

function isAmong(others: readonly Candidate[], { image }: Candidate, tolerance: number): boolean {
  return others.some((other) => sameImage(other.image, image, tolerance));
}

/** The elements of `order` again and again. */
export function* cycle(order: Int32Array): Generator<number, number> {
  for (let i = 0; ; i = (i + 1) % order.length) yield order[i];
}
