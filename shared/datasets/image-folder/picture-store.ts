/** Examples that are image files. @module */
import type { ExampleStore } from "../../plugins/task.js";
import { indexedStore, kept } from "../indexed-store.js";
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
  const pictureAt = kept((index) => readOfShape(files[index], shape, read));
  const store = indexedStore(labels, shape, (index, place) => {
    const { values, max } = pictureAt(index);
    for (let v = 0; v < place.length; v++) place[v] = values[v] / max;
  });
  return {
    ...store,
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
