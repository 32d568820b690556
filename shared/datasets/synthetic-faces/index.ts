/** Synthetic faces: drawn persons, of whom none exists. @module */
import { z } from "zod";
import type { DatasetPlugin } from "../../plugins/task.js";
import { RngStream } from "../../random/rng-stream.js";
import { drawAppearance } from "./appearance.js";
import { drawFace } from "./draw-face.js";
import { faceStore } from "./face-store.js";
import { drawPeople } from "./identity.js";

const params = z.strictObject({
  people: z.int().min(2).max(200).default(40).describe("persons, each a class, 2 to 200"),
  imagesEach: z.int().min(2).max(1000).default(10).describe("pictures of each person, 2 to 1000"),
  testFraction: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.2)
    .describe("fraction of each person's pictures to test on, one picture or more on either side of it"),
  side: z.int().min(16).max(64).default(32).describe("pixels of height and of width, 16 to 64"),
  variation: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe("how much pose, expression, light and noise differ between pictures of one person, 0 (not at all) to 1"),
  seed: z.int().min(0).default(1).describe("which persons and pictures are drawn, whatever the seed of the run"),
});

export const syntheticFaces: DatasetPlugin<typeof params> = {
  kind: "dataset",
  name: "synthetic-faces",
  summary: "Drawn grey faces of people who do not exist, one class a person: synthetic, no photographs.",
  reference: {
    title: "Chernoff: The use of faces to represent points in k-dimensional space graphically",
    url: "https://doi.org/10.1080/01621459.1973.10482434",
    year: 1973,
  },
  params,
  create({ people, imagesEach, testFraction, side, variation, seed }) {
    const rng = RngStream.fromSeed(seed).fork("synthetic-faces");
    const identities = drawPeople(people, rng);
    const tested = Math.min(imagesEach - 1, Math.max(1, Math.round(imagesEach * testFraction)));
    // pictures of a person are drawn independently: which of them are tested on is all one
    const storeOf = (first: number, count: number) => {
      const labels = Uint8Array.from({ length: people * count }, (_, index) => Math.floor(index / count));
      return faceStore(labels, side, (index) => {
        const person = labels[index];
        const stream = rng.fork("person", person, "picture", first + (index % count));
        return drawFace(identities[person], drawAppearance(variation, stream), side, stream);
      });
    };
    const stores = { train: storeOf(0, imagesEach - tested), test: storeOf(imagesEach - tested, tested) };
    return { shape: [side, side, 1], classes: people, open: (split) => stores[split] };
  },
};
