/** @module */

/**
 * Σ weight_i · update_i / Σ weight_i, summed in the order given and in double precision: the same bits whatever the
 * order in which updates arrived, and exactly the update itself when there is only one.
 * @param updates at least one, each [P]
 * @param weights one an update, each above 0; equal by default. The examples that each participant holds make it the
 *   average of McMahan et al. 2017, algorithm 1
 */
export function weightedMean(
  updates: readonly Float32Array[],
  weights: readonly number[] = updates.map(() => 1),
): Float32Array {
  const [first] = updates;
  if (first === undefined) throw new RangeError("the mean of no updates is not defined");
  if (weights.length !== updates.length) {
    throw new RangeError(`${updates.length} updates need as many weights, not ${weights.length}`);
  }
  const sum = new Float64Array(first.length);
  updates.forEach((update, u) => {
    const weight = weights[u];
    for (let i = 0; i < sum.length; i++) sum[i] += weight * update[i];
  });
  const total = weights.reduce((all, weight) => all + weight, 0);
  const result = new Float32Array(sum.length);
  for (let i = 0; i < sum.length; i++) result[i] = sum[i] / total;
  return result;
}
