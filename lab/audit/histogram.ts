/** How scores of canaries that are in lie beside those of canaries that are not. @module */

export interface Histogram {
  /** [bins + 1], ascending, in standard deviations of the scores from their mean */
  readonly edges: readonly number[];
  /** [bins], canaries */
  readonly isIn: readonly number[];
  readonly isOut: readonly number[];
}

const BINS = 24;
const REACH = 3;

/** Scores further out than three standard deviations count at the ends. */
export function histogramOf(scores: Float64Array, isIn: readonly boolean[]): Histogram {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const spread = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length) || 1;
  const counts = { in: new Array<number>(BINS).fill(0), out: new Array<number>(BINS).fill(0) };
  scores.forEach((score, i) => {
    const place = Math.floor((((score - mean) / spread + REACH) / (2 * REACH)) * BINS);
    counts[isIn[i] ? "in" : "out"][Math.min(BINS - 1, Math.max(0, place))]++;
  });
  const edges = Array.from({ length: BINS + 1 }, (_, i) => -REACH + (2 * REACH * i) / BINS);
  return { edges, isIn: counts.in, isOut: counts.out };
}
