/** Means under a Gaussian window that slides over an image. @module */

const standardDeviation = 1.5;
const longest = 11;

/** Weights of a Gaussian window that fits into `side` pixels: the longest odd length up to 11; they sum to 1. */
export function gaussianWindow(side: number): Float64Array {
  const fitting = Math.min(longest, side);
  const length = fitting % 2 === 1 ? fitting : fitting - 1;
  const centre = (length - 1) / 2;
  const weights = Float64Array.from({ length }, (_, i) =>
    Math.exp(-((i - centre) ** 2) / (2 * standardDeviation ** 2)),
  );
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

export interface WindowOptions {
  readonly height: number;
  readonly width: number;
  /** weights along a row */
  readonly across: Float64Array;
  /** weights along a column */
  readonly down: Float64Array;
}

/** Weighted mean at every window wholly inside `image` [height, width]; the window is the product of both weights. */
export function windowMeans(image: Float64Array, { height, width, across, down }: WindowOptions): Float64Array {
  const columns = width - across.length + 1;
  const rows = height - down.length + 1;
  const smoothed = new Float64Array(height * columns);
  for (let r = 0; r < height; r++) {
    for (let c = 0; c < columns; c++) {
      let sum = 0;
      for (let k = 0; k < across.length; k++) sum += across[k] * image[r * width + c + k];
      smoothed[r * columns + c] = sum;
    }
  }
  const means = new Float64Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      let sum = 0;
      for (let k = 0; k < down.length; k++) sum += down[k] * smoothed[(r + k) * columns + c];
      means[r * columns + c] = sum;
    }
  }
  return means;
}
