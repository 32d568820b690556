/** The norms that clipping bounds. @module */

export interface Norms {
  readonly l2: number;
  readonly l1: number;
}

export function normsOf(values: Float32Array): Norms {
  let [squares, sizes] = [0, 0];
  for (const value of values) {
    squares += value * value;
    sizes += Math.abs(value);
  }
  return { l2: Math.sqrt(squares), l1: sizes };
}
