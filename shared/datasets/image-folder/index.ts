/** Images of one's own, one folder a class. @module */
import { resolve } from "node:path";
import { z } from "zod";
import type { DatasetPlugin } from "../../plugins/task.js";
import { holdOut } from "../held-out.js";
import { checkClassCount, pointingAt } from "../refusal.js";
import { classFolders } from "./class-folders.js";
import type { ClassFolder } from "./class-folders.js";
import { readPicture } from "./picture.js";
import { pictureStore } from "./picture-store.js";
import type { PictureStore, ReadPicture } from "./picture-store.js";
import { resize } from "./resize.js";

const pixels = z.int().min(1).max(1024).describe("pixels, 1 to 1024");

const params = z.strictObject({
  folder: z
    .string()
    .min(1)
    .describe(
      "folder with one folder a class, of .pgm or .png files of one size, grey or colour, 8 bits a channel; relative to the scenario",
    ),
  size: z
    .array(pixels)
    .length(2)
    .optional()
    .describe("[height, width] in pixels, 1 to 1024, that every image is resized to (default: as it is)"),
  testFraction: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.2)
    .describe("fraction of each class to test on, one image or more, the same ones for every seed"),
});

export const imageFolder: DatasetPlugin<typeof params> = {
  kind: "dataset",
  name: "image-folder",
  summary: "Images of your own, PGM or PNG: one folder a class, such as the AT&T faces.",
  reference: {
    title: "Samaria, Harter: Parameterisation of a stochastic model for human face identification",
    url: "https://doi.org/10.1109/ACV.1994.341300",
    year: 1994,
  },
  params,
  create({ folder: given, size, testFraction }, init) {
    const folder = resolve(init.folder, given);
    const hint =
      "folder, relative to the scenario file, must hold one folder for each class, with two or more .pgm or .png files of one size in each";
    const classes = pointingAt("folder", hint, () => classFolders(folder));
    checkClassCount(classes.length, "folder", folder);
    const read: ReadPicture = (path) => (size === undefined ? readPicture(path) : resize(readPicture(path), size));
    const { shape } = pointingAt("folder", hint, () => read(classes[0].files[0]));
    const stores = divide(classes, testFraction, (files, labels) => pictureStore(files, labels, shape, read));
    return {
      shape,
      classes: classes.length,
      open: (split) => stores[split],
      verify() {
        pointingAt("folder", hint, () => {
          stores.train.check();
          stores.test.check();
        });
      },
    };
  },
};

/** The test images of each class are drawn apart, so that no class goes without. */
function divide(
  classes: readonly ClassFolder[],
  testFraction: number,
  open: (files: readonly string[], labels: Uint8Array) => PictureStore,
) {
  const parts = classes.map(({ name, files }) => holdOut(files.length, testFraction, name));
  const store = (split: "train" | "test"): PictureStore => {
    const files = classes.flatMap(({ files }, label) => Array.from(parts[label][split], (index) => files[index]));
    const labels = parts.flatMap((part, label) => new Array<number>(part[split].length).fill(label));
    return open(files, Uint8Array.from(labels));
  };
  return { train: store("train"), test: store("test") };
}
