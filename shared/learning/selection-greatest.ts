/** The k greatest of many, in linear time. @module */
import type { Choice } from "./selection-choice.js";

/**
 * Indices of the `count` greatest |values|, ascending; `choose` decides between those that equal the least of them.
 * @throws {RangeError} on a NaN among the values, or unless count is an integer in [0, values.length]
 */
export function greatest(values: Float32Array | Float64Array | Uint32Array, count: number, choose: Choice): Int32Array {
  if (!Number.isInteger(count) || count < 0 || count > values.length) {
    throw new RangeError(`cannot select ${count} of ${values.length}: an integer in [0, ${values.length}] can`);
  }
  const sizes = absolutes(values);
  const selected = new Int32Array(count);
  if (count === 0) return selected;
  const cut = orderStatistic(sizes, sizes.length - count);
  let [above, equal] = [0, 0];
  for (let i = 0; i < sizes.length; i++) {
    if (sizes[i] > cut) above++;
    else if (sizes[i] === cut) equal++;
  }
  const chosen = choose(count - above, equal);
  for (let i = 0, at = 0, tie = 0; at < count; i++) {
    const size = Math.abs(values[i]);
    if (size > cut || (size === cut && chosen[tie++] === 1)) selected[at++] = i;
  }
  return selected;
}

/** |values|. @throws {RangeError} naming the first NaN */
export function absolutes(values: Float32Array | Float64Array | Uint32Array): Float64Array {
  const sizes = new Float64Array(values.length);
  for (let i = 0; i < sizes.length; i++) {
    const size = Math.abs(values[i]);
    if (Number.isNaN(size)) throw new RangeError(`value ${i} is NaN, which cannot be ranked`);
    sizes[i] = size;
  }
  return sizes;
}

/**
 * The value at `rank`, from 0, of values[low .. high] in ascending order, which it reorders. A pivot from a sample, just
 * beside the rank, leaves little to look at: Floyd & Rivest 1975, algorithm 489.
 */
function orderStatistic(values: Float64Array, rank: number, low = 0, high = values.length - 1): number {
  while (low < high) {
    if (high - low > 600) {
      const n = high - low + 1;
      const share = (rank - low + 1) / n;
      const sample = 0.5 * Math.exp((2 / 3) * Math.log(n));
      const margin = 0.5 * Math.sqrt(Math.log(n) * sample * (1 - sample / n)) * Math.sign(share - 0.5);
      const start = Math.floor(rank - share * sample + margin);
      const end = Math.floor(rank + (1 - share) * sample + margin);
      orderStatistic(values, rank, Math.max(low, start), Math.min(high, end));
    }
    const pivot = values[rank];
    let [i, j] = [low, high];
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const swapped = values[i];
      values[i++] = values[j];
      values[j--] = swapped;
    }
    if (j < rank) low = i;
    if (rank < i) high = j;
  }
  return values[rank];
}
