/** The gradient of max pooling by its input, on plain arrays. @module */

/** Square windows without padding. */
export interface Windows {
  /** pixels, 1 or more */
  readonly side: number;
  /** pixels from one window to the next, 1 or more */
  readonly stride: number;
}

/**
 * Each dy is added where its window first has its largest value.
 * @param x [B, H, W, C]
 * @param y [B, ⌊(H − side) / stride⌋ + 1, ⌊(W − side) / stride⌋ + 1, C], the largest of each window
 * @param dx zeros like x, written
 */
export function maxPoolGradient(
  { x, y, dy }: Readonly<Record<"x" | "y" | "dy", Float32Array>>,
  dx: Float32Array,
  [batch, height, width, channels]: readonly number[],
  { side, stride }: Windows,
): void {
  const windows = (pixels: number) => Math.floor((pixels - side) / stride) + 1;
  const [windowsDown, windowsAcross] = [windows(height), windows(width)];
  /** from the first pixel of a window to each of its pixels */
  const steps = Array.from({ length: side * side }, (_, p) => (Math.floor(p / side) * width + (p % side)) * channels);
  const last = steps.length - 1;
  let o = 0;
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < windowsDown; i++) {
      for (let j = 0; j < windowsAcross; j++) {
        const corner = ((b * height + i * stride) * width + j * stride) * channels;
        for (let c = 0; c < channels; c++, o++) {
          const largest = y[o];
          // The last pixel is taken unseen, so that a largest value that is no number hands its gradient on as well.
          let p = 0;
          while (p < last && x[corner + c + steps[p]] !== largest) p++;
          dx[corner + c + steps[p]] += dy[o];
        }
      }
    }
  }
}

/**
 * The windows that a MaxPoolGrad kernel is asked for.
 * @throws {RangeError} when they are not square or padded, which those of no layer here are
 */
export function windowsOf(attrs: Readonly<Record<string, unknown>> | undefined): Windows {
  const { filterSize: side, strides: stride, pad } = attrs ?? {};
  if (typeof side !== "number" || typeof stride !== "number" || pad !== "valid") {
    throw new RangeError("only square windows without padding are supported here");
  }
  return { side, stride };
}
