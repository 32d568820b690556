import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { ImpossibleCombination } from "../../plugins/plugin.js";
import type { ExampleStore } from "../../plugins/task.js";
import { csv } from "./index.js";

const folder = mkdtempSync(join(tmpdir(), "fedleak-csv-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;

/** A file with this content. */
function write(content: string | Uint8Array): string {
  const name = `table-${++files}.csv`;
  writeFileSync(join(folder, name), content);
  return name;
}

const create = (given: object) => csv.create(csv.params.parse(given), { folder });

function everything(store: ExampleStore): { images: number[]; labels: number[] } {
  const { images, labels } = store.gather(Array.from({ length: store.count }, (_, i) => i));
  expect([...labels]).toEqual([...store.labels]);
  return { images: [...images], labels: [...labels] };
}

const floats = (...values: number[]) => values.map(Math.fround);

const plain = "label,a,b\n1,0,0.5\n0,1,0.25\n1,0.75,0\n";

test("reads a training and a test file, in their own order", () => {
  const dataset = create({ train: write(plain), test: write("label,a,b\n0,0.1,0.2\n") });
  expect([dataset.shape, dataset.classes]).toEqual([[2], 2]);
  expect(everything(dataset.open("train"))).toEqual({ images: floats(0, 0.5, 1, 0.25, 0.75, 0), labels: [1, 0, 1] });
  expect(everything(dataset.open("test"))).toEqual({ images: floats(0.1, 0.2), labels: [0] });
});

test("gathers in the order asked for, and refuses what there is not", () => {
  const store = create({ train: write(plain), test: write(plain) }).open("train");
  expect([...store.gather([2, 0, 2]).images]).toEqual(floats(0.75, 0, 0, 0.5, 0.75, 0));
  expect([...store.gather([2, 0, 2]).labels]).toEqual([1, 1, 1]);
  expect(() => store.gather([3])).toThrow("there are examples 0 to 2, not 3");
});

test("holds out a fifth of a single file, the same part each time", () => {
  const rows = Array.from({ length: 50 }, (_, i) => `${i % 2},${i / 50}`);
  const file = write(`label,x\n${rows.join("\n")}\n`);
  const dataset = create({ train: file });
  const [train, tested] = [everything(dataset.open("train")), everything(dataset.open("test"))];
  expect([train.labels.length, tested.labels.length]).toEqual([40, 10]);
  const all = [...train.images, ...tested.images].sort((a, b) => a - b);
  expect(all).toEqual(floats(...rows.map((_, i) => i / 50)));
  // label and features stayed together
  expect(tested.images.map((x) => Math.round(50 * x) % 2)).toEqual(tested.labels);
  expect(everything(create({ train: file }).open("test"))).toEqual(tested);
  expect(create({ train: file, testFraction: 0.5 }).open("test").count).toBe(25);
});

test.each([
  [
    "byte order mark, quotes, spaces, blank lines, CR LF",
    '\ufeff"label", "a" ,b\r\n\r\n1,0, 0.5\r\n"0",1,0.25\r\n1,.75,0e0',
    {},
  ],
  ["the label in the middle, by name", "a,digit,b\n0,1,0.5\n1,0,0.25\n0.75,1,0\n", { label: "digit" }],
  ["the label last, by number, without a header", "0,0.5,1\n1,0.25,0\n0.75,0,1\n", { label: 2, header: false }],
  ["values up to max", "label,a,b\n1,0,100\n0,200,50\n1,150,0\n", { max: 200 }],
  ["labels with zeros before them", "label,a,b\n01,0,0.5\n00,1,0.25\n1,0.75,0\n", {}],
  ["labels that are words", "label,a,b\nno,0,0.5\nmaybe,1,0.25\nno,0.75,0\n", {}],
  ["integers that are not classes", "label,a,b\n10,0,0.5\n-9,1,0.25\n10,0.75,0\n", {}],
])("reads %s", (_, content, given) => {
  const file = write(content);
  const dataset = create({ train: file, test: file, ...given });
  expect(dataset.classes).toBe(2);
  expect(everything(dataset.open("train"))).toEqual({ images: floats(0, 0.5, 1, 0.25, 0.75, 0), labels: [1, 0, 1] });
});

test("reads a gzipped file", () => {
  const file = write(gzipSync(plain));
  expect(create({ train: file, test: file }).open("train").count).toBe(3);
});

test("integer labels are sorted by value, not as text", () => {
  const file = write(`label,x\n${[10, 9, 2, 1].map((label) => `${label},0`).join("\n")}\n`);
  expect([...create({ train: file, test: file }).open("train").labels]).toEqual([3, 2, 1, 0]);
});

test("a shape makes images of rows", () => {
  const file = write("label,a,b,c,d,e,f\nx,0,0,0,0,0,0\ny,1,1,1,1,1,1\n");
  const dataset = create({ train: file, shape: [1, 2, 3] });
  expect([dataset.shape, dataset.open("test").gather([0]).shape]).toEqual([
    [1, 2, 3],
    [1, 2, 3],
  ]);
});

describe("what cannot work is refused where it stands", () => {
  const good = write(plain);
  test.each([
    ["a missing file", { train: "absent.csv" }, "train", "absent.csv cannot be read: there is no such file"],
    ["a missing test file", { train: good, test: "absent.csv" }, "test", "absent.csv cannot be read"],
    ["an empty file", { train: write("") }, "train", ".csv is empty"],
    ["a header alone", { train: write("label,a\n") }, "train", "has a header and no rows"],
    ["one column", { train: write("label\n1\n") }, "train", "has 1 column, and needs one of labels and one of numbers"],
    ["a row cut off", { train: write("label,a,b\n1,0,0\n0,1\n") }, "train", "expect 3, got 2 on line 3"],
    ["a quote not closed", { train: write('label,a\n1,"0\n') }, "train", "Quote Not Closed"],
    [
      "a word among numbers",
      { train: write("label,a,b\n1,0,0\n0,1,red\n") },
      "train",
      'line 3, column b: "red" is not a number',
    ],
    ["not a number, by name", { train: write("label,a\n1,NaN\n") }, "train", 'line 2, column a: "NaN" is not a number'],
    [
      "an infinite number",
      { train: write("label,a\n1,1e999\n") },
      "train",
      'line 2, column a: "1e999" is not a number',
    ],
    ["an empty field", { train: write("label,a\n1,\n") }, "train", "line 2, column a: the field is empty"],
    ["an empty label", { train: write("label,a\n,1\n") }, "train", "line 2: the label is empty"],
    [
      "a number over max",
      { train: write("label,a\n1,255\n") },
      "train",
      "line 2, column a: 255 is not in [0, 1]; set max",
    ],
    ["a negative number", { train: write("label,a\n1,-0.5\n") }, "train", "column a: -0.5 is not in [0, 1]; bring all"],
    [
      "a wrong column without a header",
      { train: write("1,0\n0,x\n"), label: 0, header: false },
      "train",
      'line 2, column 1: "x"',
    ],
    [
      "a misspelt label column",
      { train: write("lable,a\n1,0\n") },
      "train",
      "no column label; did you mean lable?; columns: lable, a",
    ],
    ["no label column", { train: write("x,a\n1,0\n") }, "train", "no column label; columns: x, a"],
    ["a label column that is too far", { train: good, label: 3 }, "train", "has columns 0 to 2, and label is 3"],
    [
      "a named label without a header",
      { train: good, header: false },
      "train",
      'without a header, and label is "label"',
    ],
    ["one class", { train: write("label,a\n1,0\n1,1\n") }, "label", "has 1 class"],
    [
      "too many classes",
      { train: write(`label,a\n${Array.from({ length: 257 }, (_, i) => `${i},0\n`).join("")}`) },
      "label",
      "has 257 classes",
    ],
    ["a shape of another size", { train: good, shape: [1, 3, 1] }, "shape", "shape 1 x 3 x 1 holds 3 values"],
    ["two ways to test", { train: good, test: good, testFraction: 0.2 }, "testFraction", "two ways to say the same"],
    [
      "fewer test columns",
      { train: good, test: write("label,a\n1,0\n") },
      "test",
      "has 1 columns beside the labels, the training file 2",
    ],
    [
      "other test columns",
      { train: good, test: write("label,b,a\n1,0,0\n") },
      "test",
      "has column b where the training file has a",
    ],
    [
      "a test label that training has not",
      { train: good, test: write("label,a,b\n1,0,0\n2,0,0\n") },
      "test",
      "line 3: no training example has label 2",
    ],
  ])("%s", (_, given, parameter, message) => {
    const refused = expect(() => create(given));
    refused.toThrow(ImpossibleCombination);
    refused.toThrow(expect.objectContaining({ message: expect.stringContaining(message), parameter: [parameter] }));
  });
});
