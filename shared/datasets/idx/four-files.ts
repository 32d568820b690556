/** The four files in which MNIST, and sets made in its image, are published. @module */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Dataset } from "../../plugins/task.js";
import { openIdxStore } from "./idx-store.js";
import type { IdxStore } from "./idx-store.js";

/** Names of the files, each plain or with `.gz` after it, and how many examples they hold. */
export const fourFiles = {
  train: { images: "train-images-idx3-ubyte", labels: "train-labels-idx1-ubyte", count: 60_000 },
  test: { images: "t10k-images-idx3-ubyte", labels: "t10k-labels-idx1-ubyte", count: 10_000 },
} as const;

const shape = [28, 28, 1];
const classes = 10;

/**
 * The dataset in `folder`: 60,000 training and 10,000 test images [28, 28, 1] of 10 classes.
 * @throws {Error} when a file is missing or broken, or holds another set than the one named `title`
 */
export function openFourFiles(folder: string, title: string): Dataset {
  const open = (split: "train" | "test"): IdxStore => {
    const { count, ...names } = fourFiles[split];
    const images = fileIn(folder, names.images);
    const store = openIdxStore({ images, labels: fileIn(folder, names.labels), classes });
    if (store.count !== count || String(store.shape) !== String(shape)) {
      throw new Error(
        `${images} has ${store.count} images of ${store.shape.join(" x ")}, ${title} has ${count} of 28 x 28 x 1`,
      );
    }
    return store;
  };
  const stores = { train: open("train"), test: open("test") };
  return {
    shape,
    classes,
    open: (split) => stores[split],
    verify() {
      stores.train.check();
      stores.test.check();
    },
  };
}

/** @throws {Error} when the folder has neither the file nor the same gzipped */
function fileIn(folder: string, name: string): string {
  const paths = [join(folder, name), join(folder, `${name}.gz`)];
  const found = paths.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`there is neither ${paths.join(" nor ")}`);
  return found;
}
