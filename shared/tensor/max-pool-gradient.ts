/** The gradient of max pooling by its input, on plain arrays. @module */

/**
 * Each dy goes to the first of the largest values of its window.
 * @param x [B, H, W, C]
 * @param y [B, ⌊H / side⌋, ⌊W / side⌋, C], the largest of each window of side × side, whose stride is its side
 * @param dx zeros like x, written
 */
export function maxPoolGradient(
  { x, y, dy }: Readonly<Record<"x" | "y" | "dy", Float32Array>>,
  dx: Float32Array,
  [batch, height, width, channels]: readonly number[],
  side: number,
): void {
  const [windowsDown, windowsAcross] = [Math.floor(height / side), Math.floor(width / side)];
  /** from the first pixel of a window to each of its pixels */
  const steps = Array.from({ length: side * side }, (_, p) => (Math.floor(p / side) * width + (p % side)) * channels);
  const last = steps.length - 1;
  let o = 0;
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < windowsDown; i++) {
      for (let j = 0; j < windowsAcross; j++) {
        const corner = ((b * height + i * side) * width + j * side) * channels;
        for (let c = 0; c < channels; c++, o++) {
          const largest = y[o];
          // The last pixel is taken unseen, so that a largest value that is no number hands its gradient on as well.
          let p = 0;
          while (p < last && x[corner + c + steps[p]] !== largest) p++;
          dx[corner + c + steps[p]] = dy[o];
        }
      }
    }
  }
}

/**
 * The side of the windows that a MaxPoolGrad kernel is asked for.
 * @throws {RangeError} when they overlap or are padded, which no layer here does
 */
export function windowSide(attrs: Readonly<Record<string, unknown>> | undefined): number {
  const { filterSize: side, strides, pad } = attrs ?? {};
  if (typeof side !== "number" || strides !== side || pad !== "valid") {
    throw new RangeError("only windows whose stride is their side, without padding, are supported here");
  }
  return side;
}
