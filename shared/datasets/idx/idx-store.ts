/** Examples in a pair of idx files: images and labels. @module */
import type { Examples, ExampleStore } from "../../plugins/task.js";
import { openIdx } from "./idx-file.js";
import type { IdxFile } from "./idx-file.js";

export interface IdxPair {
  /** path of the images, bytes [count, height, width] */
  readonly images: string;
  /** path of the labels, bytes [count] */
  readonly labels: string;
  readonly classes: number;
}

/**
 * Opens the pair as examples of shape [height, width, 1], pixels divided by 255. The labels are loaded, an image is
 * read each time it is gathered, so that a process holds no more of the set than it works on.
 * @throws when a file is not what it should be, the counts differ, or a label is not in [0, classes)
 */
export function openIdxStore({ images, labels, classes }: IdxPair): ExampleStore {
  const pixelFile = openIdx(images, 3);
  const labelBytes = readAll(labels);
  const [count, height, width] = pixelFile.sides;
  if (labelBytes.length !== count) {
    throw new Error(
      `${images} has ${count} images, ${labels} has ${labelBytes.length} labels: they belong to different sets`,
    );
  }
  const wrong = labelBytes.findIndex((label) => label >= classes);
  if (wrong >= 0) throw new Error(`${labels} has label ${labelBytes[wrong]} at ${wrong}, must be in [0, ${classes})`);
  const shape = [height, width, 1];
  return { count, shape, labels: labelBytes, gather: (indices) => gather(pixelFile, labelBytes, shape, indices) };
}

function gather(pixels: IdxFile, labels: Uint8Array, shape: readonly number[], indices: ArrayLike<number>): Examples {
  const size = shape.reduce((product, side) => product * side, 1);
  const bytes = new Uint8Array(indices.length * size);
  for (let i = 0; i < indices.length; i++) pixels.read(indices[i], 1, bytes.subarray(i * size, (i + 1) * size));
  // a plain loop: five times faster than Float32Array.from with a function
  const images = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) images[i] = bytes[i] / 255;
  return { images, labels: Int32Array.from(indices, (index) => labels[index]), shape };
}

function readAll(path: string): Uint8Array {
  const file = openIdx(path, 1);
  const bytes = new Uint8Array(file.sides[0]);
  file.read(0, bytes.length, bytes);
  file.close();
  return bytes;
}
