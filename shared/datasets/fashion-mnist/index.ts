/** Fashion-MNIST: 60,000 training and 10,000 test images of clothes. @module */
import { resolve } from "node:path";
import { z } from "zod";
import type { DatasetPlugin } from "../../plugins/task.js";
import { openFourFiles } from "../idx/four-files.js";
import { pointingAt } from "../refusal.js";

/** Where Debian's package puts the four files. */
const debianFolder = "/usr/share/datasets/fashion-mnist";

const params = z.strictObject({
  folder: z
    .string()
    .min(1)
    .default(debianFolder)
    .describe("folder of the four idx files, plain or gzipped (default: that of Debian's dataset-fashion-mnist)"),
});

export const fashionMnist: DatasetPlugin<typeof params> = {
  kind: "dataset",
  name: "fashion-mnist",
  summary: "Clothes in ten classes, 28 x 28 grey pixels: 60,000 to train on, 10,000 to test on.",
  reference: {
    title: "Xiao, Rasul, Vollgraf: Fashion-MNIST, a novel image dataset for benchmarking machine learning algorithms",
    url: "https://arxiv.org/abs/1708.07747",
    year: 2017,
  },
  params,
  create: ({ folder }, init) =>
    pointingAt(
      "folder",
      "install Debian's package dataset-fashion-mnist, or set folder to one with the four files of " +
        "https://github.com/zalandoresearch/fashion-mnist",
      () => openFourFiles(resolve(init.folder, folder), "Fashion-MNIST"),
    ),
};
