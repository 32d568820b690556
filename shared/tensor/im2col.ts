/** Patches of images as rows of a matrix, which makes a convolution a matrix product. @module */

/** The shapes of a convolution without padding or dilation; the library's Conv2DInfo is one. */
export interface ConvolutionShape {
  readonly batchSize: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly inChannels: number;
  readonly filterHeight: number;
  readonly filterWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly outHeight: number;
  readonly outWidth: number;
}

/** From this many values on, the engine's own copy is faster than a loop. */
const longRun = 64;

/**
 * Writes what each output of the convolution sees of the images.
 * @param x [B, H, W, C]
 * @param rows [B·OH·OW, kh·kw·C + extra], of which the last `extra` columns are left as they are
 */
export function im2col(x: Float32Array, shape: ConvolutionShape, rows: Float32Array, extra = 0): void {
  const { filterHeight, run, line, corners } = walk(shape);
  let to = 0;
  for (let patch = 0; patch < corners.length; patch++, to += extra) {
    const corner = corners[patch];
    for (let from = corner; from < corner + filterHeight * line; from += line, to += run) {
      if (run >= longRun) rows.set(x.subarray(from, from + run), to);
      else copyRun(x, from, rows, to, run);
    }
  }
}

/**
 * The transpose of `im2col`: adds every value of the rows to the element of the images that it belongs to.
 * @param rows [B·OH·OW, kh·kw·C]
 * @param x [B, H, W, C], overwritten
 */
export function col2im(rows: Float32Array, shape: ConvolutionShape, x: Float32Array): void {
  const { filterHeight, run, line, corners } = walk(shape);
  x.fill(0);
  let from = 0;
  for (let patch = 0; patch < corners.length; patch++) {
    const corner = corners[patch];
    for (let to = corner; to < corner + filterHeight * line; to += line, from += run) {
      addRun(rows, from, x, to, run);
    }
  }
}

/** How x is read: from each corner, filterHeight runs of contiguous values, a line apart. */
function walk(shape: ConvolutionShape) {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth } = shape;
  const line = inWidth * inChannels;
  const corners = new Int32Array(batchSize * outHeight * outWidth);
  let patch = 0;
  for (let b = 0; b < batchSize; b++) {
    for (let i = 0; i < outHeight; i++) {
      const top = (b * inHeight + i * shape.strideHeight) * line;
      for (let j = 0; j < outWidth; j++) corners[patch++] = top + j * shape.strideWidth * inChannels;
    }
  }
  return { filterHeight: shape.filterHeight, run: shape.filterWidth * inChannels, line, corners };
}

// Four values a turn, because the compiler does not unroll loops: a third faster.

function copyRun(source: Float32Array, from: number, target: Float32Array, to: number, length: number): void {
  const end = to + length;
  for (; to < end - 3; to += 4, from += 4) {
    target[to] = source[from];
    target[to + 1] = source[from + 1];
    target[to + 2] = source[from + 2];
    target[to + 3] = source[from + 3];
  }
  for (; to < end; to++, from++) target[to] = source[from];
}

function addRun(source: Float32Array, from: number, target: Float32Array, to: number, length: number): void {
  const end = to + length;
  for (; to < end - 3; to += 4, from += 4) {
    target[to] += source[from];
    target[to + 1] += source[from + 1];
    target[to + 2] += source[from + 2];
    target[to + 3] += source[from + 3];
  }
  for (; to < end; to++, from++) target[to] += source[from];
}
