/** How a shape is read as an image. @module */

/**
 * [height, width, channels] of a shape of one, two or three sides; a vector is one row.
 * @throws {RangeError} on any other number of sides
 */
export function imageSides(shape: readonly number[]): [number, number, number] {
  if (shape.length === 1) return [1, shape[0], 1];
  if (shape.length === 2) return [shape[0], shape[1], 1];
  if (shape.length === 3) return [shape[0], shape[1], shape[2]];
  throw new RangeError(`an image has the shape [width], [height, width] or [height, width, channels], not [${shape}]`);
}
