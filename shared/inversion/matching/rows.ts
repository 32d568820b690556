/** Rows of a matrix, by index. @module */

/** The rows at `indices` of `matrix` [count, ...], in that order. */
export function gatherRows(matrix: Float32Array, count: number, indices: Int32Array): Float32Array {
  const width = matrix.length / count;
  const part = new Float32Array(indices.length * width);
  indices.forEach((row, i) => {
    part.set(matrix.subarray(row * width, (row + 1) * width), i * width);
  });
  return part;
}

/** Adds `part` [indices, ...] to the rows at `indices` of `matrix` [count, ...]. */
export function addToRows(matrix: Float32Array, count: number, indices: Int32Array, part: Float32Array): void {
  const width = matrix.length / count;
  indices.forEach((row, i) => {
    for (let j = 0; j < width; j++) matrix[row * width + j] += part[i * width + j];
  });
}
