/** Files that a scenario names and that cannot be used are refused, where the scenario names them, before anything starts. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { npy } from "../../lab/runs/npy.js";
import { loadScenario } from "../../lab/scenario.js";
import { formatDiagnosticLine, ScenarioError } from "../../shared/scenario/diagnostics.js";
import { runCli, smallScenario } from "../support/cli.js";

/** An idx file of bytes. */
function idx(sides: readonly number[], last = 3): Buffer {
  const header = Buffer.alloc(4 + 4 * sides.length);
  header.writeUInt32BE(0x0800 + sides.length);
  sides.forEach((side, i) => header.writeUInt32BE(side, 4 + 4 * i));
  const size = sides.reduce((product, side) => product * side, 1);
  return Buffer.concat([header, Buffer.from(Array.from({ length: size }, (_, i) => i % last))]);
}

const pgm = (width: number, height: number) =>
  Buffer.concat([Buffer.from(`P5 ${width} ${height} 255\n`), Buffer.alloc(width * height, 7)]);

const table = (rows: readonly string[]) => ["a,b,label", "0.1,0.2,x", "0.3,0.4,y", ...rows, ""].join("\n");

const order = (steps: readonly (readonly [string, number, number])[]) =>
  steps
    .map(([action, participant, round]) => `${JSON.stringify({ type: "order", action, participant, round })}\n`)
    .join("");

const files: Readonly<Record<string, string | Uint8Array>> = {
  images: idx([30, 4, 4]),
  labels: idx([30]),
  "images-cut": idx([30, 4, 4]).subarray(0, -7),
  "images-cut.gz": gzipSync(idx([30, 4, 4])).subarray(0, -12),
  "images-5x5": idx([30, 5, 5]),
  "labels-20": idx([20]),
  "labels-one": idx([30], 1),
  empty: "",
  "good.csv": table(["0.5,0.6,x"]),
  "word.csv": table(["0.5,oops,x"]),
  "short.csv": table(["0.5,x"]),
  "large.csv": table(["0.5,7,x"]),
  "header.csv": "a,b,label\n",
  "faces/a/1.pgm": pgm(6, 6),
  "faces/a/2.pgm": pgm(6, 6),
  "faces/b/1.pgm": pgm(6, 6),
  "faces/b/2.pgm": pgm(6, 6),
  "mixed/a/1.pgm": pgm(6, 6),
  "mixed/a/2.pgm": pgm(6, 6),
  "mixed/b/1.pgm": pgm(6, 6),
  "mixed/b/2.pgm": pgm(7, 6),
  "cut/a/1.pgm": pgm(6, 6),
  "cut/a/2.pgm": pgm(6, 6),
  "cut/b/1.pgm": pgm(6, 6),
  "cut/b/2.pgm": pgm(6, 6).subarray(0, -7),
  "lonely/a/1.pgm": pgm(6, 6),
  "lonely/b/1.pgm": pgm(6, 6),
  "one/a/1.pgm": pgm(6, 6),
  "one/a/2.pgm": pgm(6, 6),
  "flat.npy": npy(new Float32Array(12), [12]),
  "weights.npy": npy(new Float32Array(784 * 16 + 16 + 16 * 10 + 10), [12_730]),
  "weights.pt": "PK",
  "text.jsonl": "{",
  "none.jsonl": '{"type":"joined"}\n',
  "other.jsonl": order([
    ["pull", 0, 1],
    ["push", 0, 1],
  ]),
};

const folder = mkdtempSync(join(tmpdir(), "fedleak-files-"));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, "nothing"));
for (const [name, content] of Object.entries(files)) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

/** The problems of the small scenario with one variant. */
async function linesOf(changes: string): Promise<readonly string[]> {
  try {
    await loadScenario(smallScenario(folder, `variants: { only: { ${changes} } }\n`));
    return [];
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.diagnostics.map((problem) => formatDiagnosticLine(problem).replaceAll(`${folder}/`, ""));
  }
}

const toOne = "participants.count: 1, participants.partition: iid, training.batchSize: 1";

describe("a dataset", () => {
  const idxOf = (changes: Readonly<Record<string, string>>) => {
    const named = { images: "images", labels: "labels", testImages: "images", testLabels: "labels", ...changes };
    const written = Object.entries(named).map(([key, file]) => `${key}: ${file}`);
    return `{ kind: idx, ${written.join(", ")} }`;
  };

  test.each([idxOf({}), "{ kind: csv, train: good.csv }", "{ kind: image-folder, folder: faces }"])(
    "%s is right",
    async (dataset) => {
      expect(await linesOf(`task.dataset: ${dataset}, ${toOne}`)).toEqual([]);
    },
  );

  test.each([
    [
      "{ kind: fashion-mnist, folder: nothing }",
      /there is neither nothing\/train-images.*; found "nothing"; install Debian/,
    ],
    [
      idxOf({ images: "none" }),
      /none cannot be read: there is no such file; found "none"; .* relative to the scenario/,
    ],
    [idxOf({ labels: "none" }), /none cannot be read: there is no such file; found "none"/],
    [idxOf({ images: "images-cut" }), /images-cut has 489 bytes, its header promises 496: it is cut off/],
    [
      idxOf({ testImages: "images-cut.gz" }),
      /images-cut\.gz cannot be read: the gzipped file is cut off; found "images-cut/,
    ],
    [
      idxOf({ testImages: "images-5x5" }),
      /images-5x5 has images of 5 x 5 x 1, images of 4 x 4 x 1; found "images-5x5"/,
    ],
    [idxOf({ labels: "labels-20" }), /images has 30 images, labels-20 has 20 labels: they belong to different sets/],
    [idxOf({ labels: "labels-one" }), /labels-one has 1 class; found "labels-one"; a dataset has 2 to 256 classes/],
    [idxOf({ images: "empty" }), /empty ends after 0 of the 16 bytes at 0: it is cut off; found "empty"/],
    [idxOf({ images: "good.csv" }), /good\.csv starts with magic number \d+, not 2051 or 2052: it is no idx file/],
    [
      "{ kind: csv, train: none.csv }",
      /none\.csv cannot be read: there is no such file; found "none\.csv"; .* relative/,
    ],
    ["{ kind: csv, train: empty }", /empty is empty; found "empty"/],
    ["{ kind: csv, train: header.csv }", /header\.csv has a header and no rows; found "header\.csv"/],
    ["{ kind: csv, train: word.csv }", /word\.csv, line 4, column b: "oops" is not a number; found "word\.csv"/],
    ["{ kind: csv, train: short.csv }", /short\.csv: .*expect 3, got 2 on line 4; found "short\.csv"/],
    ["{ kind: csv, train: large.csv }", /large\.csv, line 4, column b: 7 is not in \[0, 1\]; set max to/],
    ["{ kind: csv, train: good.csv, label: lable }", /has no column lable; did you mean label\? columns: a, b, label/],
    ["{ kind: csv, train: good.csv, shape: [2, 2, 1] }", /shape 2 x 2 x 1 holds 4 values, good\.csv has 2 columns/],
    ["{ kind: csv, train: good.csv, test: word.csv, testFraction: 0.5 }", /test and testFraction .*; keep one of them/],
    ["{ kind: image-folder, folder: none }", /none cannot be read: there is no such folder; found "none"; .*relative/],
    ["{ kind: image-folder, folder: empty }", /empty cannot be read: it is a file; found "empty"/],
    ["{ kind: image-folder, folder: nothing }", /nothing has no folders in it: it must have one for each class/],
    ["{ kind: image-folder, folder: lonely }", /lonely\/a has one image: a class needs two, one to test on/],
    ["{ kind: image-folder, folder: one }", /one has 1 class; found "one"; a dataset has 2 to 256 classes/],
    ["{ kind: image-folder, folder: mixed }", /mixed\/b\/2\.pgm is 6 x 7 x 1, the first image 6 x 6 x 1: all must/],
    [
      "{ kind: image-folder, folder: cut }",
      /cut\/b\/2\.pgm: it has 29 pixels of 36: it is cut off; found "cut"; folder,/,
    ],
  ])("%s is refused", async (dataset, expected) => {
    const lines = await linesOf(`task.dataset: ${dataset}, ${toOne}`);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^small\.yaml:8:\d+ {2}/);
    expect(lines[0]).toMatch(expected);
  });

  test.each([
    ["shokri-cnn", "csv, train: good.csv", /shokri-cnn takes images \[H, W, C\]; these examples have the shape \[2\]/],
    ["shokri-cnn", "image-folder, folder: faces", /shokri-cnn cannot take images of \[6,6,1\]: no window of 3 x 3/],
    ["strided-cnn", "image-folder, folder: faces", /strided-cnn cannot take images of \[6,6,1\]: .* use larger images/],
    ["lenet-sigmoid", "csv, train: good.csv", /lenet-sigmoid takes images .* a model for any shape, such as mlp/],
    ["shokri-mlp", "csv, train: good.csv", /shokri-mlp takes images .* a model for any shape, such as mlp/],
  ])("of a shape that %s cannot take is refused: %s", async (model, dataset, expected) => {
    const lines = await linesOf(`task.model: ${model}, task.dataset: { kind: ${dataset} }, ${toOne}`);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^small\.yaml:8:33 {2}/);
    expect(lines[0]).toMatch(expected);
  });
});

describe("initial weights", () => {
  test.each([
    ["none.npy", /none\.npy cannot be read as weights: there is no such file; found "none\.npy"; a run's checkpoint/],
    ["flat.npy", /it has shape \[12\], the model has parameters \[12730\]; found "flat\.npy"/],
    ["weights.pt", /it ends in \.pt, must end in \.npy or \.safetensors; found "weights\.pt"/],
    ["empty", /it ends in nothing, must end in \.npy or \.safetensors/],
    ["good.csv", /it ends in \.csv, must end in \.npy or \.safetensors/],
  ])("%s are refused", async (file, expected) => {
    const lines = await linesOf(`training.initialWeights: ${file}`);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^small\.yaml:8:46 {2}/);
    expect(lines[0]).toMatch(expected);
  });
});

describe("a recorded order", () => {
  test.each([
    ["none", /none cannot be read: there is no such file; found "none"; give the events\.jsonl of/],
    ["nothing", /nothing cannot be read: it is a folder/],
    ["text.jsonl", /text\.jsonl:1 is not JSON; found "text\.jsonl"/],
    ["none.jsonl", /none\.jsonl has no order of turns: it is not of an asynchronous run/],
    ["other.jsonl", /other\.jsonl has 1 turns of participant 0, training\.rounds is 6/],
  ])("%s is refused", async (file, expected) => {
    const lines = await linesOf(`training.schedule: asynchronous, training.replay: ${file}`);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^small\.yaml:8:\d+ {2}/);
    expect(lines[0]).toMatch(expected);
  });
});

describe("a path", () => {
  const weights = "training.initialWeights=weights.npy";

  test("in the file is relative to the scenario, wherever the command runs", async () => {
    const file = smallScenario(folder, "variants: { only: { training.initialWeights: weights.npy } }\n");
    expect(await runCli(["validate", file], join(folder, "nothing"))).toMatchObject({ code: 0 });
  });

  test("on the command line is relative to the working directory", async () => {
    const file = smallScenario(folder);
    expect(await runCli(["validate", file, weights], folder)).toMatchObject({ code: 0 });
    const { code, stdout } = await runCli(["validate", file, weights], join(folder, "nothing"));
    expect(code).toBe(2);
    expect(stdout).toMatch(
      /^command line: training\.initialWeights=weights\.npy {2}.*nothing\/weights\.npy cannot be read/,
    );
  });
});
