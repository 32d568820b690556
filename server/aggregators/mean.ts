/** @module */

/**
 * The mean of updates, summed in the order given and in double precision: the same bits whatever the order in which
 * they arrived, and exactly the update itself when there is only one.
 * @param updates at least one, each [P]
 */
export function mean(updates: readonly Float32Array[]): Float32Array {
  const [first] = updates;
  if (first === undefined) throw new RangeError("the mean of no updates is not defined");
  const sum = new Float64Array(first);
  for (const update of updates.slice(1)) for (let i = 0; i < sum.length; i++) sum[i] += update[i];
  const result = new Float32Array(sum.length);
  for (let i = 0; i < sum.length; i++) result[i] = sum[i] / updates.length;
  return result;
}
