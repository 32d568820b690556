/** Which labels a lot had, from the signatures of its gradient. @module */
import type { RngStream } from "../random/rng-stream.js";
import type { ClassSignatures } from "./class-signatures.js";

export interface LabelPosterior {
  /** [samples][classes], counts drawn from the posterior */
  readonly samples: readonly Int32Array[];
  /** the median of the drawn lots' sizes */
  readonly lotSize: number;
}

const burnIn = 600;
const draws = 1500;

/**
 * Draws label counts n from their posterior, by annealed Metropolis steps: signatures are
 * N(Σ_y n_y·means_y, Σ_y n_y·covariances_y + noiseStddev²·noise), and n_y Poisson with mean expected_y beforehand.
 * @param observed [F], signatures of the lot's summed gradient
 * @param noiseStddev of each coordinate of that sum
 * @param expected [classes], labels expected beforehand
 */
export function labelPosterior(
  signatures: ClassSignatures,
  observed: Float64Array,
  noiseStddev: number,
  expected: Float64Array,
  rng: RngStream,
): LabelPosterior {
  const classes = expected.length;
  let counts: Int32Array = new Int32Array(classes);
  let [likelihood, prior] = [logLikelihood(signatures, observed, noiseStddev, counts), logPoisson(counts, expected)];
  const samples: Int32Array[] = [];
  for (let step = 0; step < burnIn + draws; step++) {
    const proposal = propose(counts, rng);
    if (proposal.every((count) => count >= 0)) {
      const next = [
        logLikelihood(signatures, observed, noiseStddev, proposal),
        logPoisson(proposal, expected),
      ] as const;
      // The likelihood counts for little at first: it is too steep to find the way without noise.
      const trust = Math.min(1, (step / burnIn) ** 4);
      const gain = trust * (next[0] - likelihood) + next[1] - prior;
      if (Math.log(1 - rng.uniform()) < gain) [counts, likelihood, prior] = [proposal, ...next];
    }
    if (step >= burnIn) samples.push(counts);
  }
  return { samples, lotSize: sizeQuantile(samples, 0.5) };
}

/**
 * The labels that are most often in the drawn lots, each as often as it likely is, ascending by doubt; as many as four of
 * five drawn lots have at most: a missing guess is worse than one too many.
 */
export function likelyLabels({ samples }: LabelPosterior): Int32Array {
  const size = sizeQuantile(samples, 0.8);
  const ranked: { readonly label: number; readonly share: number }[] = [];
  for (let label = 0; label < samples[0].length; label++) {
    for (let copies = 1; copies <= size; copies++) {
      const share = samples.filter((counts) => counts[label] >= copies).length / samples.length;
      ranked.push({ label, share });
    }
  }
  ranked.sort((a, b) => b.share - a.share);
  return Int32Array.from(ranked.slice(0, size), ({ label }) => label);
}

function sizeQuantile(samples: readonly Int32Array[], quantile: number): number {
  const sizes = Int32Array.from(samples, (counts) => counts.reduce((sum, count) => sum + count, 0)).sort();
  return sizes[Math.floor(quantile * (sizes.length - 1))];
}

/** One label more, one less, another one, or one more or less of every class, which a gradient shows least. */
function propose(counts: Int32Array, rng: RngStream): Int32Array {
  const proposal = counts.slice();
  const move = rng.integer(8);
  if (move === 6) return proposal.map((count) => count + 1);
  if (move === 7) return proposal.map((count) => count - 1);
  if (move % 3 !== 0) proposal[rng.integer(counts.length)]--;
  if (move % 3 !== 1) proposal[rng.integer(counts.length)]++;
  return proposal;
}

/** The log probability of counts that are Poisson with means `expected`, up to a constant; of given total, multinomial. */
export function logPoisson(counts: Int32Array, expected: Float64Array): number {
  let total = 0;
  counts.forEach((count, y) => {
    for (let k = 1; k <= count; k++) total += Math.log(expected[y] / k);
  });
  return total;
}

/**
 * How likely signatures are for a lot with these label counts, in nats and up to a constant.
 * @param observed [F], signatures of the lot's summed gradient
 * @param noiseStddev of each coordinate of that sum
 * @param counts [classes]
 */
export function logLikelihood(
  { means, covariances, noise }: ClassSignatures,
  observed: Float64Array,
  noiseStddev: number,
  counts: Int32Array,
): number {
  const size = observed.length;
  const residual = observed.slice();
  const covariance = noise.map((value) => value * noiseStddev ** 2);
  counts.forEach((count, y) => {
    if (count === 0) return;
    for (let f = 0; f < size; f++) residual[f] -= count * means[y][f];
    for (let f = 0; f < covariance.length; f++) covariance[f] += count * covariances[y][f];
  });
  return logNormal(residual, covariance);
}

/** log N(x; 0, covariance), up to a constant; the covariance is overwritten by its Cholesky factor. */
function logNormal(x: Float64Array, covariance: Float64Array): number {
  const size = x.length;
  let ridge = 0;
  for (let i = 0; i < size; i++) ridge = Math.max(ridge, 1e-9 * covariance[i * size + i]);
  let [logDeterminant, square] = [0, 0];
  const z = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    covariance[i * size + i] += ridge;
    for (let j = 0; j <= i; j++) {
      let value = covariance[i * size + j];
      for (let k = 0; k < j; k++) value -= covariance[i * size + k] * covariance[j * size + k];
      covariance[i * size + j] = i > j ? value / covariance[j * size + j] : Math.sqrt(Math.max(value, ridge));
    }
    let value = x[i];
    for (let k = 0; k < i; k++) value -= covariance[i * size + k] * z[k];
    z[i] = value / covariance[i * size + i];
    square += z[i] ** 2;
    logDeterminant += Math.log(covariance[i * size + i]);
  }
  return -0.5 * square - logDeterminant;
}
