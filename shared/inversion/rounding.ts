/** How much rounding has taken from the values of an update. @module */

/** Float32 arithmetic leaves this of a gradient's root mean square, whatever travels: a few units of rounding. */
const arithmeticNoise = 2 ** -21;

/**
 * Root mean squared error, over the coordinates of a change of weights that are not zero, of adding it to the weights:
 * uniform in ± half the distance of neighbouring floats; and of the arithmetic before it.
 * @param weights [P], before the change
 * @param delta [P]
 */
export function additionStddev(weights: Float32Array, delta: Float32Array): number {
  let [count, rounding, squares] = [0, 0, 0];
  delta.forEach((change, i) => {
    if (change === 0) return;
    count++;
    rounding += float32Spacing(weights[i] + change) ** 2 / 12;
    squares += change ** 2;
  });
  return count === 0 ? 0 : Math.sqrt((rounding + arithmeticNoise ** 2 * squares) / count);
}

/** Distance of the float32 numbers around `value`. */
function float32Spacing(value: number): number {
  const size = Math.abs(value);
  return size < 2 ** -126 ? 2 ** -149 : 2 ** (Math.floor(Math.log2(size)) - 23);
}

/**
 * Root mean squared error of random rounding to the multiples of a step, which is the smallest value [P] above zero.
 *
 * At a share p of the way between two multiples the variance is step²·p·(1 - p). Below one step p is, on average, how
 * often the upper one came out, and that it differs between coordinates makes this an upper bound; above, it is anything
 * alike: step²/6.
 */
export function quantisationStddev(values: Float32Array): number {
  let step = Infinity;
  for (const value of values) if (value !== 0) step = Math.min(step, Math.abs(value));
  if (step === Infinity) return 0;
  let [zeros, ones] = [0, 0];
  for (const value of values) {
    if (value === 0) zeros++;
    else if (Math.abs(value) < 1.5 * step) ones++;
  }
  const low = zeros + ones;
  const spread = (zeros * ones) / low;
  return step * Math.sqrt((spread + (values.length - low) / 6) / values.length);
}
