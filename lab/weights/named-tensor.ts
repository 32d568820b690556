/** What files of weights hold. @module */

/** A tensor of float32 numbers with the name that its file gives it. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** flat, C order */
  readonly values: Float32Array;
}

/** A shape as Python and this project's messages write it. */
export const shapeText = (shape: readonly number[]): string => `[${shape.join(", ")}]`;

/** Little-endian float32 numbers, copied from bytes of any alignment. */
export function floatsOf(bytes: Uint8Array): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}
