/** Examples that are image files. @module */
import type { ExampleStore } from "../../plugins/task.js";
import type { Picture } from "./picture.js";

/** Reads and decodes a file. @throws {Error} naming the file and what is wrong with it */
export type ReadPicture = (path: string) => Picture;

export interface PictureStore extends ExampleStore {
  /** Decodes every file once, keeping none. @throws {Error} naming the file that is broken or of another shape */
  check(): void;
}

/**
 * The images in `files` with their `labels`, all of one `shape`. A file is decoded by `read` when it is first gathered
 * and then kept, a byte a value: a participant holds its own examples and no others.
 */
export function pictureStore(
  files: readonly string[],
  labels: Uint8Array,
  shape: readonly number[],
  read: ReadPicture,
): PictureStore {
  const size = shape.reduce((product, side) => product * side, 1);
  const decoded = new Map<number, Picture>();
  const pictureAt = (index: number): Picture => {
    const known = decoded.get(index);
    if (known !== undefined) return known;
    if (files[index] === undefined) throw new RangeError(`there are examples 0 to ${files.length - 1}, not ${index}`);
    const picture = readOfShape(files[index], shape, read);
    decoded.set(index, picture);
    return picture;
  };
  return {
    count: files.length,
    shape,
    labels,
    gather(indices) {
      const images = new Float32Array(indices.length * size);
      for (let i = 0; i < indices.length; i++) {
        const { values, max } = pictureAt(indices[i]);
        for (let v = 0; v < size; v++) images[i * size + v] = values[v] / max;
      }
      return { images, labels: Int32Array.from(indices, (index) => labels[index]), shape };
    },
    check: () => files.forEach((file) => readOfShape(file, shape, read)),
  };
}

function readOfShape(file: string, shape: readonly number[], read: ReadPicture): Picture {
  const picture = read(file);
  if (String(picture.shape) === String(shape)) return picture;
  throw new Error(
    `${file} is ${picture.shape.join(" x ")}, the first image ${shape.join(" x ")}: all must have one height, width and number of channels`,
  );
}
