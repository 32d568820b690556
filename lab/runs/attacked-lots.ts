/** The lots that attacked turns really trained on: the truth, which only the lab ever reads. @module */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Lot } from "../launch/federation.js";
import { appendJsonLine, readJsonLines } from "./json-lines.js";

const fileIn = (variantDirectory: string): string => join(variantDirectory, "attacked-lots.jsonl");

/** Adds a line to attacked-lots.jsonl: participant, round, and indices into the training split. */
export function writeLot(variantDirectory: string, { participant, round, examples }: Lot): void {
  appendJsonLine(fileIn(variantDirectory), { participant, round, examples: [...examples] });
}

/** In the order in which they were written; none where nothing was attacked. */
export function readLots(variantDirectory: string): Lot[] {
  const file = fileIn(variantDirectory);
  if (!existsSync(file)) return [];
  const lines = readJsonLines(file) as (Omit<Lot, "examples"> & { readonly examples: readonly number[] })[];
  return lines.map((lot) => ({ ...lot, examples: Int32Array.from(lot.examples) }));
}
