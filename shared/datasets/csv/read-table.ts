/** Tables of numbers with one column of labels. @module */
import { parse } from "csv-parse/sync";
import { nearest } from "../../scenario/nearest.js";
import { readBytes } from "../bytes.js";

export interface TableForm {
  /** the column of labels: its name in the header, or its number from 0 */
  readonly label: string | number;
  /** the first line names the columns */
  readonly header: boolean;
  /** numbers are in [0, max] */
  readonly max: number;
}

export interface Table {
  /** names of the columns of features, in order; their numbers from 0 where there is no header */
  readonly columns: readonly string[];
  /** [n] of [features], divided by max, in [0, 1] */
  readonly rows: readonly Float32Array[];
  /** [n], as written */
  readonly labels: readonly string[];
  /** [n], line of the file in which each row ends, from 1 */
  readonly lines: readonly number[];
}

/** @throws {Error} naming the file, and the line and column of what is wrong in it */
export function readTable(path: string, form: TableForm): Table {
  const rows: Float32Array[] = [];
  const labels: string[] = [];
  const lines: number[] = [];
  let columns: readonly string[] | undefined;
  let labelAt = -1;
  // row by row, so that the text is never held as a whole table
  const take = (fields: readonly string[], { lines: line }: { readonly lines: number }) => {
    if (columns === undefined) {
      columns = form.header ? fields : fields.map((_, column) => String(column));
      labelAt = labelColumn(path, columns, form);
      if (form.header) return null;
    }
    labels.push(labelOf(path, line, fields[labelAt]));
    rows.push(features(path, line, columns, fields, labelAt, form.max));
    lines.push(line);
    return null;
  };
  parseInto(path, take);
  if (columns === undefined) throw new Error(`${path} is empty`);
  if (rows.length === 0) throw new Error(`${path} has a header and no rows`);
  return { columns: columns.filter((_, column) => column !== labelAt), rows, labels, lines };
}

type Take = (fields: readonly string[], place: { readonly lines: number }) => null;

function parseInto(path: string, take: Take): void {
  const bytes = readBytes(path);
  try {
    parse(bytes, { bom: true, trim: true, skip_empty_lines: true, on_record: take });
  } catch (error) {
    const { code, message } = error as Error & { readonly code?: string };
    throw code?.startsWith("CSV_") ? new Error(`${path}: ${message}`, { cause: error }) : error;
  }
}

function labelColumn(path: string, columns: readonly string[], { label, header }: TableForm): number {
  if (columns.length < 2) {
    throw new Error(`${path} has ${columns.length} column, and needs one of labels and one of numbers, separated by ,`);
  }
  if (typeof label === "number") {
    if (label < columns.length) return label;
    throw new Error(`${path} has columns 0 to ${columns.length - 1}, and label is ${label}`);
  }
  if (!header) throw new Error(`${path} is read without a header, and label is ${JSON.stringify(label)}, not a number`);
  const found = columns.indexOf(label);
  if (found >= 0) return found;
  const meant = nearest(label, columns);
  const names = columns.length > 8 ? `${columns.slice(0, 8).join(", ")}, ...` : columns.join(", ");
  throw new Error(
    `${path} has no column ${label}${meant === undefined ? "" : `; did you mean ${meant}?`}; columns: ${names}`,
  );
}

function labelOf(path: string, line: number, label: string): string {
  if (label === "") throw new Error(`${path}, line ${line}: the label is empty`);
  return label;
}

function features(
  path: string,
  line: number,
  columns: readonly string[],
  fields: readonly string[],
  labelAt: number,
  max: number,
): Float32Array {
  const row = new Float32Array(fields.length - 1);
  for (let column = 0, feature = 0; column < fields.length; column++) {
    if (column === labelAt) continue;
    const text = fields[column];
    const value = Number(text);
    if (text === "" || !(value >= 0 && value <= max)) throw notAFeature(path, line, columns[column], text, max);
    row[feature++] = value / max;
  }
  return row;
}

function notAFeature(path: string, line: number, column: string, text: string, max: number): Error {
  const at = `${path}, line ${line}, column ${column}`;
  if (text === "") return new Error(`${at}: the field is empty`);
  const value = Number(text);
  if (!Number.isFinite(value)) return new Error(`${at}: ${JSON.stringify(text)} is not a number`);
  const next = value > max ? "set max to the largest value there can be" : "bring all values into [0, max] first";
  return new Error(`${at}: ${text} is not in [0, ${max}]; ${next}`);
}
