/** Examples of one's own in idx files, the format of MNIST. @module */
import { resolve } from "node:path";
import { z } from "zod";
import { ImpossibleCombination } from "../../plugins/plugin.js";
import type { DatasetPlugin } from "../../plugins/task.js";
import { checkClassCount, pointingAt } from "../refusal.js";
import { openIdxStore, readLabels } from "./idx-store.js";

const path = z.string().min(1);

const params = z.strictObject({
  images: path.describe(
    "file of the training images, unsigned bytes [count, height, width] or [count, height, width, channels]; may be gzipped; relative to the scenario",
  ),
  labels: path.describe(
    "file of the training labels, unsigned bytes [count]; may be gzipped; relative to the scenario",
  ),
  testImages: path.describe("file of the test images, like images"),
  testLabels: path.describe("file of the test labels, like labels"),
  classes: z.int().min(2).max(256).optional().describe("classes (default: one more than the largest training label)"),
});

export const idx: DatasetPlugin<typeof params> = {
  kind: "dataset",
  name: "idx",
  summary: "Examples of your own in idx files, the format of MNIST, plain or gzipped.",
  reference: {
    title: "LeCun, Cortes, Burges: The MNIST database of handwritten digits, file formats",
    url: "http://yann.lecun.com/exdb/mnist/",
    year: 1998,
  },
  params,
  create({ classes: given, ...files }, { folder }) {
    const at = (file: keyof typeof files) => resolve(folder, files[file]);
    const hint = "give idx files of one set, with paths that are relative to the scenario file";
    const labels = pointingAt("labels", hint, () => readLabels(at("labels")));
    const classes = given ?? labels.reduce((most, label) => Math.max(most, label + 1), 0);
    checkClassCount(classes, "labels", at("labels"));
    const train = pointingAt("images", hint, () =>
      openIdxStore({ images: at("images"), labels: at("labels"), classes }),
    );
    const test = pointingAt("testImages", hint, () =>
      openIdxStore({ images: at("testImages"), labels: at("testLabels"), classes }),
    );
    if (String(test.shape) !== String(train.shape)) {
      throw new ImpossibleCombination(
        `${at("testImages")} has images of ${test.shape.join(" x ")}, ${at("images")} of ${train.shape.join(" x ")}`,
        { parameter: ["testImages"], hint: "both must have the same shape" },
      );
    }
    return {
      shape: train.shape,
      classes,
      open: (split) => ({ train, test })[split],
      verify() {
        pointingAt("images", hint, () => train.check());
        pointingAt("testImages", hint, () => test.check());
      },
    };
  },
};
