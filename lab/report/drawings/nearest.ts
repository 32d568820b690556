/** Samples beside the real images that look most like them: whoever looks can tell a likeness from a copy. @module */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RecordedRepresentatives } from "../../runs/read-run.js";
import { sheetOf } from "../sheets/sheet.js";
import type { Sheet } from "../sheets/sheet.js";

/** Samples in one sheet: what a phone has room for. */
const columns = 8;

/** Rows: the samples, the nearest images of victims, the nearest that nobody trained on. */
export interface NearestSheet {
  readonly sheet: Sheet;
  /** of the first sample, from 0 */
  readonly first: number;
  /** whether there is a third row */
  readonly hasHeldOut: boolean;
}

export async function nearestOf({
  directory,
  nearest,
}: Pick<RecordedRepresentatives, "directory" | "nearest">): Promise<NearestSheet[]> {
  const read = (name: string) => readFile(join(directory, name));
  const starts = Array.from({ length: Math.ceil(nearest.length / columns) }, (_, i) => i * columns);
  return Promise.all(
    starts.map(async (first): Promise<NearestSheet> => {
      const tiles = nearest.slice(first, first + columns);
      const heldOut = tiles.flatMap(({ heldOut: name }) => (name === null ? [] : [name]));
      const rows = [tiles.map(({ sample }) => sample), tiles.map(({ victim }) => victim), heldOut];
      const files = rows.filter(({ length }) => length > 0).map((row) => Promise.all(row.map(read)));
      return { sheet: sheetOf(await Promise.all(files)), first, hasHeldOut: heldOut.length > 0 };
    }),
  );
}
