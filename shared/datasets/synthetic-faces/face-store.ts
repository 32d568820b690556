/** Examples that are drawn when they are needed. @module */
import type { ExampleStore } from "../../plugins/task.js";

/**
 * `labels.length` square pictures of `side` pixels, of shape [side, side, 1]. A picture is drawn when it is first
 * gathered and then kept, a byte a pixel: a participant holds its own examples and no others.
 * @param draw gives the [side · side] bytes of the picture with an index
 */
export function faceStore(labels: Uint8Array, side: number, draw: (index: number) => Uint8Array): ExampleStore {
  const shape = [side, side, 1];
  const size = side * side;
  const drawn = new Map<number, Uint8Array>();
  const pictureAt = (index: number): Uint8Array => {
    const known = drawn.get(index);
    if (known !== undefined) return known;
    if (labels[index] === undefined) throw new RangeError(`there are examples 0 to ${labels.length - 1}, not ${index}`);
    const picture = draw(index);
    drawn.set(index, picture);
    return picture;
  };
  return {
    count: labels.length,
    shape,
    labels,
    gather(indices) {
      const images = new Float32Array(indices.length * size);
      for (let i = 0; i < indices.length; i++) {
        const picture = pictureAt(indices[i]);
        for (let pixel = 0; pixel < size; pixel++) images[i * size + pixel] = picture[pixel] / 255;
      }
      return { images, labels: Int32Array.from(indices, (index) => labels[index]), shape };
    },
  };
}
