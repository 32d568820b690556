/** Divides examples among participants of whom each holds the classes of a list. @module */
import { ImpossibleCombination } from "../../plugins/plugin.js";
import type { RngStream } from "../../random/rng-stream.js";
import { evenSlices } from "./even-slices.js";

export interface ClassLists {
  /** one list a participant: the classes that it holds, each once */
  readonly lists: readonly (readonly number[])[];
  /** examples each participant holds, divided evenly over its classes; undefined: all that there are */
  readonly examplesEach: number | undefined;
  /** what to do where somebody cannot have what it should */
  readonly hint: string;
}

/**
 * A class is divided evenly among those who hold it.
 * @throws {ImpossibleCombination} when somebody's even share of a class is less than wanted, or nothing
 */
export function divideByLists(
  { lists, examplesEach, hint }: ClassLists,
  labels: Uint8Array,
  classes: number,
  rng: RngStream,
): Int32Array[] {
  const holdings = lists.map((): number[] => []);
  for (let label = 0; label < classes; label++) {
    const holders = lists.flatMap((list, participant) => {
      const place = list.indexOf(label);
      return place < 0 ? [] : [{ participant, place }];
    });
    if (holders.length === 0) continue;
    const shares = evenSlices(shuffledIndicesOf(label, labels, rng.fork("class", label)), holders.length);
    holders.forEach(({ participant, place }, h) => {
      const wanted = examplesEach === undefined ? undefined : partOf(examplesEach, lists[participant].length, place);
      if (shares[h].length < (wanted ?? 1)) {
        throw new ImpossibleCombination(
          `participant ${participant} should hold ${wanted ?? "some"} examples of class ${label}, its even share is ${shares[h].length}`,
          { parameter: examplesEach === undefined ? [] : ["examplesEach"], hint },
        );
      }
      for (const index of shares[h].subarray(0, wanted)) holdings[participant].push(index);
    });
  }
  return holdings.map((indices) => Int32Array.from(indices).sort());
}

/** The indices of the examples of one class, in random order. */
export function shuffledIndicesOf(label: number, labels: Uint8Array, rng: RngStream): Int32Array {
  const indices = Int32Array.from(labels.keys()).filter((index) => labels[index] === label);
  return rng.permutation(indices.length).map((position) => indices[position]);
}

/** Size of part `place` of `total` divided into `parts`, the larger parts first. */
function partOf(total: number, parts: number, place: number): number {
  return Math.floor(total / parts) + (place < total % parts ? 1 : 0);
}
