/** Reads back what an adversary's seat saw in a recorded run. @module */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Observation } from "../../shared/plugins/attack.js";
import { readNpy, readNpyIntegers } from "../weights/read-npy.js";
import { readJsonLines } from "./json-lines.js";
import type { ObservationEntry } from "./observation-log.js";
import { UnreadableRun } from "./read-run.js";

/**
 * The observations of attacks/<id> of a variant, in the order in which they were made; none where nothing was seen.
 * @throws {UnreadableRun} naming the file that is missing or broken
 */
export function readObservations(variantDirectory: string, attack: string): Observation[] {
  const directory = join(variantDirectory, "attacks", attack, "observations");
  const list = join(directory, "observations.jsonl");
  if (!existsSync(list)) return [];
  const entries = reading(list, (file) => readJsonLines(file) as ObservationEntry[]);
  // several turns have the same weights
  const kept = new Map<string, Float32Array>();
  const floats = (name: string): Float32Array => {
    const values = kept.get(name) ?? reading(join(directory, name), (file) => readNpy(readFileSync(file)).values);
    kept.set(name, values);
    return values;
  };
  return entries.map(({ weights, update, indices, ...turn }) => ({
    ...turn,
    weights: floats(weights),
    update: floats(update),
    ...(indices !== undefined && {
      indices: reading(join(directory, indices), (file) => readNpyIntegers(readFileSync(file))),
    }),
  }));
}

function reading<T>(file: string, read: (file: string) => T): T {
  try {
    return read(file);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new UnreadableRun(`${file} cannot be read: ${found}`, "it was removed or edited: run the scenario again");
  }
}
