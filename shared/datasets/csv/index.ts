/** Examples of one's own in a table. @module */
import { resolve } from "node:path";
import { z } from "zod";
import { ImpossibleCombination } from "../../plugins/plugin.js";
import type { DatasetPlugin } from "../../plugins/task.js";
import { holdOut } from "../held-out.js";
import { checkClassCount, pointingAt } from "../refusal.js";
import { classesOf, classNames } from "./class-names.js";
import { readTable } from "./read-table.js";
import type { Table, TableForm } from "./read-table.js";
import { rowsStore } from "./rows-store.js";

const params = z.strictObject({
  train: z
    .string()
    .min(1)
    .describe(
      "file of the training examples, one a line, fields separated by commas; may be gzipped; relative to the scenario",
    ),
  test: z.string().min(1).optional().describe("file of the test examples, with the same columns"),
  testFraction: z
    .number()
    .gt(0)
    .lt(1)
    .optional()
    .describe("fraction of the examples of train to test on instead, the same ones for every seed (default: 0.2)"),
  label: z
    .union([z.string().min(1), z.int().min(0)])
    .default("label")
    .describe("column of the labels: its name in the header, or its number from 0"),
  header: z.boolean().default(true).describe("whether the first line names the columns"),
  max: z.number().gt(0).default(1).describe("largest value there can be, the smallest being 0: all are divided by it"),
  shape: z
    .array(z.int().min(1))
    .length(3)
    .optional()
    .describe("height, width and channels of an example, channels varying fastest (default: one row of features)"),
});

export const csv: DatasetPlugin<typeof params> = {
  kind: "dataset",
  name: "csv",
  summary: "Examples of your own in a table: one a line, a column of labels, numbers in all others.",
  reference: {
    title: "Shafranovich: Common format and MIME type for comma-separated values (CSV) files, RFC 4180",
    url: "https://www.rfc-editor.org/rfc/rfc4180",
    year: 2005,
  },
  params,
  create(chosen, { folder }) {
    if (chosen.test !== undefined && chosen.testFraction !== undefined) {
      throw new ImpossibleCombination("test and testFraction are two ways to say the same", {
        parameter: ["testFraction"],
        hint: "keep one of them",
      });
    }
    const path = resolve(folder, chosen.train);
    const table = read("train", path, chosen);
    const names = classNames(table.labels);
    checkClassCount(names.length, "label", path);
    const shape = checkShape(chosen.shape ?? [table.columns.length], table, path);
    const tables =
      chosen.test === undefined
        ? divide(table, chosen.testFraction ?? 0.2)
        : { train: table, test: readTest(resolve(folder, chosen.test), chosen, table, names) };
    const store = ({ rows, labels }: Rows) => rowsStore(rows, Uint8Array.from(classesOf(labels, names)), shape);
    const stores = { train: store(tables.train), test: store(tables.test) };
    return { shape, classes: names.length, open: (split) => stores[split] };
  },
};

type Rows = Pick<Table, "rows" | "labels">;

function divide({ rows, labels }: Rows, testFraction: number): { train: Rows; test: Rows } {
  const pick = (indices: Int32Array): Rows => ({
    rows: Array.from(indices, (index) => rows[index]),
    labels: Array.from(indices, (index) => labels[index]),
  });
  const { train, test } = holdOut(rows.length, testFraction, "csv");
  return { train: pick(train), test: pick(test) };
}

function read(parameter: "train" | "test", path: string, form: TableForm): Table {
  const hint = "its path is relative to the scenario file; label, header and max say how it is read";
  return pointingAt(parameter, hint, () => readTable(path, form));
}

function checkShape(shape: readonly number[], { columns }: Table, path: string): readonly number[] {
  const size = shape.reduce((product, length) => product * length, 1);
  if (size === columns.length) return shape;
  throw new ImpossibleCombination(
    `shape ${shape.join(" x ")} holds ${size} values, ${path} has ${columns.length} columns beside the labels`,
    { parameter: ["shape"], hint: "choose height, width and channels whose product is the number of columns" },
  );
}

function readTest(path: string, form: TableForm, train: Table, names: readonly string[]): Table {
  const test = read("test", path, form);
  pointingAt("test", "both files must have the same columns, and the test file no other labels", () => {
    if (test.columns.length !== train.columns.length) {
      throw new Error(
        `${path} has ${test.columns.length} columns beside the labels, the training file ${train.columns.length}`,
      );
    }
    const other = test.columns.findIndex((name, column) => name !== train.columns[column]);
    if (other >= 0) {
      throw new Error(`${path} has column ${test.columns[other]} where the training file has ${train.columns[other]}`);
    }
    const unknown = classesOf(test.labels, names).indexOf(-1);
    if (unknown >= 0) {
      throw new Error(`${path}, line ${test.lines[unknown]}: no training example has label ${test.labels[unknown]}`);
    }
  });
  return test;
}
