/** Which images of a pool look most like others, pixel by pixel. @module */

/** The k nearest of each of m images, the nearest first. */
export interface Nearest {
  readonly k: number;
  /** [m, k], places in the pool */
  readonly places: Int32Array;
  /** [m, k], squared L2 distances */
  readonly squared: Float64Array;
}

/** Values between two looks at whether a distance is still worth knowing. */
const stretch = 64;

/**
 * Σ (a − b)² over `size` values of images at two offsets, or any number from `limit` on where it is not below that.
 */
export function squaredDistance(
  a: Float32Array,
  fromA: number,
  b: Float32Array,
  fromB: number,
  size: number,
  limit = Infinity,
): number {
  let sum = 0;
  for (let start = 0; start < size && sum < limit; start += stretch) {
    const end = Math.min(size, start + stretch);
    const even = end - ((end - start) % 2);
    // two sums at a time: each addition would wait for the one before
    let other = 0;
    for (let i = start; i < even; i += 2) {
      const first = a[fromA + i] - b[fromB + i];
      const second = a[fromA + i + 1] - b[fromB + i + 1];
      sum += first * first;
      other += second * second;
    }
    if (even < end) sum += (a[fromA + even] - b[fromB + even]) ** 2;
    sum += other;
  }
  return sum;
}

/**
 * @param images [m, size], flat
 * @param pool [n, size], flat
 * @param k in [1, n]
 */
export function nearest(images: Float32Array, pool: Float32Array, size: number, k: number): Nearest {
  const [m, n] = [images.length / size, pool.length / size];
  const places = new Int32Array(m * k);
  const squared = new Float64Array(m * k).fill(Infinity);
  for (let row = 0; row < m; row++) {
    for (let place = 0; place < n; place++) {
      let at = (row + 1) * k - 1;
      const distance = squaredDistance(images, row * size, pool, place * size, size, squared[at]);
      if (distance >= squared[at]) continue;
      for (; at > row * k && distance < squared[at - 1]; at--) {
        squared[at] = squared[at - 1];
        places[at] = places[at - 1];
      }
      squared[at] = distance;
      places[at] = place;
    }
  }
  return { k, places, squared };
}
