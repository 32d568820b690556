/** A file of one JSON value a line, written as a run goes. @module */
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/** Appends `value`; the file and its folder are made when the first line comes. */
export function appendJsonLine(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `${JSON.stringify(value)}\n`);
}
