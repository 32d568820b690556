/** How reconstructions came about: the searches that a page shows, and how much of each it can carry. @module */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TurnHistory } from "../../runs/history-record.js";
import type { RecordedAttack, RecordedRun } from "../../runs/read-run.js";
import { evenly } from "../../score/write-history.js";
import { sheetOf } from "../sheets/sheet.js";
import type { Sheet } from "../sheets/sheet.js";

/** Images on a page, at most, unless that would leave a search fewer than `fewestFrames`. */
const mostImages = 1500;
const fewestFrames = 5;
const mostTurns = 3;
const mostColumns = 8;
const mostFrames = 16;

/** [iteration, objective] */
export type ObjectiveCurve = readonly (readonly [iteration: number, objective: number])[];

/** A search for the images of one turn. */
export interface Search {
  readonly participant: number;
  readonly round: number;
  readonly strategy: string;
  /** rows: frames; columns: images */
  readonly frames: Sheet;
  /** one a frame */
  readonly iterations: readonly number[];
  readonly curve: ObjectiveCurve;
  /** one row, an empty cell above an image that is nobody's; absent where none has a truth */
  readonly truths?: Sheet;
  /** of the true images, from the left; undefined above an image that is nobody's */
  readonly labels: readonly (number | undefined)[];
}

/** The searches of one attack in one variant, of the first seed. */
export interface SearchCard {
  readonly attack: string;
  readonly variant: string;
  /** of the variant within the run; decides its colour */
  readonly index: number;
  /** at least one */
  readonly searches: readonly Search[];
}

const columnsOf = ({ truths }: TurnHistory): number => Math.min(mostColumns, truths.length);

/** How many turns of `turns`, and frames of each, `images` are enough for: fewer frames before fewer turns. */
function shareOut(turns: readonly TurnHistory[], images: number): { turns: readonly TurnHistory[]; frames: number } {
  for (let count = Math.min(mostTurns, turns.length); ; count--) {
    const chosen = turns.slice(0, count);
    const frames = Math.floor(images / chosen.reduce((sum, turn) => sum + columnsOf(turn), 0));
    if (frames >= fewestFrames || count === 1) {
      return { turns: chosen, frames: Math.min(mostFrames, Math.max(fewestFrames, frames)) };
    }
  }
}

async function searchOf(turn: TurnHistory, { directory, targets }: RecordedAttack, limit: number): Promise<Search> {
  const { participant, round, strategy, frameIterations, tiles, iterations, objective } = turn;
  const read = (file: string | undefined) => (file === undefined ? undefined : readFile(join(directory, file)));
  const shown = evenly(tiles.length, limit);
  const rows = shown.map((frame) => Promise.all(tiles[frame].slice(0, mostColumns).map(read)));
  const truths = turn.truths.slice(0, mostColumns).map((place) => {
    return targets.find(
      (target) => target.participant === participant && target.round === round && target.index === place,
    );
  });
  const truthFiles = await Promise.all(truths.map((target) => read(target?.tiles.truth)));
  return {
    ...{ participant, round, strategy },
    frames: sheetOf(await Promise.all(rows)),
    iterations: shown.map((frame) => frameIterations[frame]),
    curve: iterations
      .map((iteration, i) => [iteration, objective[i]] as const)
      .filter(([, value]) => Number.isFinite(value)),
    ...(truths.some((target) => target !== undefined) && { truths: sheetOf([truthFiles]) }),
    labels: truths.map((target) => target?.label),
  };
}

/** Attack by attack, variant by variant; empty where no attack searched. */
export async function searchesOf({ variants }: Pick<RecordedRun, "variants">): Promise<SearchCard[]> {
  const found = Object.entries(variants).flatMap(([variant, [seed]], index) =>
    Object.entries(seed?.attacks ?? {}).map(([attack, record]) => {
      const turns = (record.history?.turns ?? []).filter(({ tiles, truths }) => tiles.length > 0 && truths.length > 0);
      return { attack, variant, index, record, turns };
    }),
  );
  const searched = found.filter(({ turns }) => turns.length > 0).sort((a, b) => a.attack.localeCompare(b.attack));
  return Promise.all(
    searched.map(async ({ attack, variant, index, record, turns: all }): Promise<SearchCard> => {
      const { turns, frames } = shareOut(all, Math.floor(mostImages / searched.length));
      return {
        attack,
        variant,
        index,
        searches: await Promise.all(turns.map((turn) => searchOf(turn, record, frames))),
      };
    }),
  );
}
