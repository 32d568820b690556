/** Examples in a pair of idx files: images and labels. @module */
import type { Examples, ExampleStore } from "../../plugins/task.js";
import { openIdx } from "./idx-file.js";
import type { IdxFile } from "./idx-file.js";

export interface IdxPair {
  /** path of the images, bytes [count, height, width] or [count, height, width, channels] */
  readonly images: string;
  /** path of the labels, bytes [count] */
  readonly labels: string;
  readonly classes: number;
}

export interface IdxStore extends ExampleStore {
  /** Unpacks what is gzipped. @throws {Error} naming the file that is broken, and how */
  check(): void;
}

/**
 * Opens the pair as examples of shape [height, width, channels], pixels divided by 255. The labels are loaded, an image
 * is read each time it is gathered, so that a process holds no more of the set than it works on; of gzipped images it
 * holds all bytes from the first time on.
 * @throws {Error} when a file is not what it should be, the counts differ, or a label is not in [0, classes)
 */
export function openIdxStore({ images, labels, classes }: IdxPair): IdxStore {
  const pixelFile = openIdx(images, 3, 4);
  const labelBytes = readLabels(labels);
  const [count, height, width, channels = 1] = pixelFile.sides;
  if (labelBytes.length !== count) {
    throw new Error(
      `${images} has ${count} images, ${labels} has ${labelBytes.length} labels: they belong to different sets`,
    );
  }
  const wrong = labelBytes.findIndex((label) => label >= classes);
  if (wrong >= 0) throw new Error(`${labels} has label ${labelBytes[wrong]} at ${wrong}, must be in [0, ${classes})`);
  const shape = [height, width, channels];
  if (shape.includes(0)) throw new Error(`${images} has images of ${shape.join(" x ")}: there is nothing in them`);
  return {
    count,
    shape,
    labels: labelBytes,
    gather: (indices) => gather(pixelFile, labelBytes, shape, indices),
    check: () => pixelFile.check(),
  };
}

/** All labels of an idx file, [count]. @throws {Error} when it is not one, or has no labels */
export function readLabels(path: string): Uint8Array {
  const file = openIdx(path, 1);
  const [count] = file.sides;
  if (count === 0) throw new Error(`${path} has no labels`);
  const bytes = new Uint8Array(count);
  file.read(0, count, bytes);
  file.close();
  return bytes;
}

function gather(pixels: IdxFile, labels: Uint8Array, shape: readonly number[], indices: ArrayLike<number>): Examples {
  const size = shape.reduce((product, side) => product * side, 1);
  const bytes = new Uint8Array(indices.length * size);
  // neighbours are read at once: a call of the system costs more than an image
  for (let first = 0, next = 0; first < indices.length; first = next) {
    do next++;
    while (next < indices.length && indices[next] === indices[next - 1] + 1);
    pixels.read(indices[first], next - first, bytes.subarray(first * size, next * size));
  }
  // a plain loop: five times faster than Float32Array.from with a function
  const images = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) images[i] = bytes[i] / 255;
  return { images, labels: Int32Array.from(indices, (index) => labels[index]), shape };
}
