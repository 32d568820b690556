/** Which targets of how many are shown: best, worst and evenly between, so that failures appear as often as they are. @module */

/**
 * Indices of at most `most` targets, best first.
 *
 * The best of every variant is among them, since one image that leaks despite a defence matters more than the average;
 * the rest lie in the widest gaps of the ranking of the first variant.
 * @param scores one list a variant, higher is better, all of the same length n
 */
export function selectTargets(scores: readonly (readonly number[])[], most: number): number[] {
  const [reference = []] = scores;
  const ranking = reference.map((_, index) => index).sort((a, b) => reference[b] - reference[a] || a - b);
  if (ranking.length <= most) return ranking;
  const best = scores.slice(0, most - 1).map((values) => ranking.indexOf(values.indexOf(Math.max(...values))));
  const ranks = new Set([0, ranking.length - 1, ...best]);
  while (ranks.size < most) ranks.add(middleOfWidestGap([...ranks].sort((a, b) => a - b)));
  return [...ranks].sort((a, b) => a - b).map((rank) => ranking[rank]);
}

/** @param ascending at least two */
function middleOfWidestGap(ascending: readonly number[]): number {
  const gaps = ascending.slice(1).map((rank, i) => rank - ascending[i]);
  const widest = gaps.indexOf(Math.max(...gaps));
  return ascending[widest] + Math.floor(gaps[widest] / 2);
}
