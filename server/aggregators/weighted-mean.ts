/** @module */

/**
 * Σ weight_i · update_i / Σ weight_i, summed in the order given and in double precision (McMahan et al. 2017,
 * algorithm 1: weights are the examples that each participant holds).
 * @param updates at least one, each [P]
 * @param weights one an update, each above 0
 */
export function weightedMean(updates: readonly Float32Array[], weights: readonly number[]): Float32Array {
  const [first] = updates;
  if (first === undefined) throw new RangeError("the mean of no updates is not defined");
  if (weights.length !== updates.length) {
    throw new RangeError(`${updates.length} updates need as many weights, not ${weights.length}`);
  }
  const sum = new Float64Array(first.length);
  updates.forEach((update, u) => {
    for (let i = 0; i < sum.length; i++) sum[i] += weights[u] * update[i];
  });
  const total = weights.reduce((all, weight) => all + weight, 0);
  const result = new Float32Array(sum.length);
  for (let i = 0; i < sum.length; i++) result[i] = sum[i] / total;
  return result;
}
