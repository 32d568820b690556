/** What participants drew of a class that they never held: the drawings that a page shows, round by round. @module */
import type { RecordedRepresentatives, RecordedRun } from "../../runs/read-run.js";
import { evenly } from "../../score/write-history.js";
import { configsOf } from "../recorded/configs.js";
import { isControl } from "../recorded/controls.js";
import { sheetOfTiles } from "../sheets/sheet.js";
import type { Sheet } from "../sheets/sheet.js";
import { hadNothingToFind } from "../words/representatives-words.js";
import { columnsOf, imagesIn, inRows, referencesOf, someTile } from "./drawing-sheets.js";
import type { References } from "./drawing-sheets.js";
import { nearestOf } from "./nearest.js";
import type { NearestSheet } from "./nearest.js";

/** Images of drawings on a page, at most, unless that would leave a variant fewer than `fewestFrames`. */
const mostImages = 3000;
const fewestFrames = 4;
const mostFrames = 16;

/** What a picture alone does not say. */
export interface DrawingScores {
  /** fraction that is taken for the class */
  readonly targetClassShare?: number;
  /** to the victims' images; less is nearer */
  readonly frechetDistance?: number;
}

/** Of one variant, round by round. */
export interface Drawing {
  readonly variant: string;
  /** of the variant within the run; decides its colour */
  readonly index: number;
  /** whether others are compared with it */
  readonly isControl: boolean;
  /** `rowsPerFrame` rows a frame, one frame below the other; undefined where nothing was ever drawn */
  readonly frames: Sheet | undefined;
  readonly rowsPerFrame: number;
  /** in a frame, at most */
  readonly shown: number;
  /** of the last claim */
  readonly samples: number;
  /** of each frame's samples; empty before the attack had begun */
  readonly scores: readonly DrawingScores[];
  /** empty where there are none, and where there was nothing to find */
  readonly nearest: readonly NearestSheet[];
}

/** One attack on one class, of the first seed. */
export interface DrawingCard {
  readonly attack: string;
  readonly targetClass: number;
  readonly judge: RecordedRepresentatives["judge"];
  /** of the frames, ascending: the same for all variants */
  readonly rounds: readonly number[];
  /** controls last; at least one */
  readonly drawings: readonly Drawing[];
  /** of the first variant that drew anything */
  readonly references: References;
  /** more than one: the card is that of the first */
  readonly seeds: number;
}

interface Entry {
  readonly variant: string;
  readonly index: number;
  readonly isControl: boolean;
  readonly record: RecordedRepresentatives;
}

async function drawingOf({ record, ...entry }: Entry, rounds: readonly number[]): Promise<Drawing> {
  const tile = await someTile(record);
  // the last claim until then: a variant that broke off stays as it was
  const claims = rounds.map((round) => record.rounds.findLast((claim) => claim.round <= round));
  const frames = await Promise.all(claims.map((claim) => imagesIn(record, claim?.sheet, tile, claim?.samples)));
  const columns = Math.max(1, ...frames.map(columnsOf));
  const rowsPerFrame = Math.max(1, ...frames.map(({ length }) => Math.ceil(length / columns)));
  const isEmpty = frames.every(({ length }) => length === 0);
  return {
    ...entry,
    frames: isEmpty ? undefined : sheetOfTiles(frames.flatMap((images) => inRows(images, columns, rowsPerFrame))),
    rowsPerFrame,
    shown: Math.max(...frames.map(({ length }) => length)),
    samples: record.rounds.at(-1)?.samples ?? 0,
    scores: claims.map((claim): DrawingScores => claim?.values ?? {}),
    nearest: entry.isControl || hadNothingToFind(record.summary) ? [] : await nearestOf(record),
  };
}

async function cardOf(targetClass: number, entries: readonly Entry[], limit: number, seeds: number) {
  const all = new Set(entries.flatMap(({ record }) => record.rounds.map(({ round }) => round)));
  const ascending = [...all].sort((a, b) => a - b);
  const rounds = evenly(ascending.length, limit).map((place) => ascending[place]);
  const sorted = [...entries].sort((a, b) => Number(a.isControl) - Number(b.isControl));
  // without a drawing there is nothing to tell the size of an image by
  const { record } = sorted.find((entry) => entry.record.nearest.length > 0) ?? sorted[0];
  const drawings = await Promise.all(sorted.map((entry) => drawingOf(entry, rounds)));
  return {
    ...{ attack: record.id, targetClass, judge: record.judge, rounds, drawings, seeds },
    references: await referencesOf(record),
  };
}

/** Attack by attack, class by class; empty where no participant claimed anything. */
export async function drawingsOf(run: RecordedRun): Promise<DrawingCard[]> {
  const configs = configsOf(run);
  const cards = new Map<string, [Entry, ...Entry[]]>();
  Object.entries(run.variants).forEach(([variant, [seed]], index) => {
    for (const [id, record] of Object.entries(seed?.representatives ?? {})) {
      if (record.targetClass === null || record.rounds.length === 0) continue;
      const entry: Entry = { variant, index, isControl: isControl(id, variant, configs), record };
      const key = `${id} ${record.targetClass}`;
      cards.set(key, [...(cards.get(key) ?? []), entry] as [Entry, ...Entry[]]);
    }
  });
  const entries = [...cards.values()];
  const variants = entries.reduce((sum, { length }) => sum + length, 0);
  const limit = Math.min(mostFrames, Math.max(fewestFrames, Math.floor(mostImages / (32 * variants))));
  return Promise.all(entries.map((own) => cardOf(own[0].record.targetClass as number, own, limit, run.summary.seeds)));
}
