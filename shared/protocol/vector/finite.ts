/** Whether values are numbers one can compute with. @module */

/** Index of the first NaN or infinite value, -1 for none. */
export function firstNotFinite(values: Float32Array): number {
  return Number.isFinite(sumOf(values)) ? -1 : values.findIndex((value) => !Number.isFinite(value));
}

/**
 * In float64, where a sum of float32 is finite exactly if all of them are: even 2^31 of the greatest stay far below
 * its range. Four at a time, since every update that arrives is looked at.
 */
function sumOf(values: Float32Array): number {
  const fours = values.length - (values.length % 4);
  let sum = 0;
  for (let i = 0; i < fours; i += 4) sum += values[i] + values[i + 1] + (values[i + 2] + values[i + 3]);
  for (let i = fours; i < values.length; i++) sum += values[i];
  return sum;
}
