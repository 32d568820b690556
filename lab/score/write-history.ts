/** Writes how an attack's searches went, so that reconstructions can be seen coming about. @module */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { exampleSize } from "../../shared/metrics/pairs.js";
import type { Claim, SearchHistory, Turn } from "../../shared/plugins/attack.js";
import type { HistoryRecord, TurnHistory } from "../runs/history-record.js";
import { clipToUnit, type Truth } from "./guesses.js";
import { guessesForTruths } from "./match.js";
import { tilePng } from "./tiles.js";

/** A page shows no more of one attack. */
const most = { turns: 3, images: 8, frames: 16 };

/**
 * Writes `history.json` (a HistoryRecord) and `tiles/history-<turn>-<frame>-<image>.png` of the first turns that have a
 * history. Images stand in the order of the truths they are matched to, those of nobody after them.
 * @param directory with a folder `tiles` in it
 */
export function writeHistory(
  directory: string,
  claims: readonly Claim[],
  truths: readonly Truth[],
  shape: readonly number[],
): void {
  const told = claims.filter((claim) => claim.history !== undefined).slice(0, most.turns);
  if (told.length === 0) return;
  const turns = told.map((claim, number): TurnHistory => {
    const { frames, iterations, objective, ...history } = claim.history as SearchHistory;
    const images = imagesOf(claim, history.strategy, truths, shape);
    const size = exampleSize(shape);
    const frameSize = frames.length / Math.max(1, history.frameIterations.length);
    const shown = evenly(history.frameIterations.length, most.frames);
    const tiles = shown.map((frame) =>
      images.map(({ guess }, image) => {
        const name = `tiles/history-${number}-${frame}-${image}.png`;
        const start = frame * frameSize + guess * size;
        writeFileSync(join(directory, name), tilePng(clipToUnit(frames.subarray(start, start + size)), shape));
        return name;
      }),
    );
    return {
      ...claim.turn,
      strategy: history.strategy,
      iterations,
      objective,
      frameIterations: shown.map((frame) => history.frameIterations[frame]),
      truths: images.map(({ truth }) => truth),
      tiles,
    };
  });
  const record: HistoryRecord = { turns };
  writeFileSync(join(directory, "history.json"), `${JSON.stringify(record)}\n`);
}

interface ShownImage {
  /** its place among the strategy's images */
  readonly guess: number;
  /** the place of its truth, -1 without one */
  readonly truth: number;
}

function imagesOf(claim: Claim, strategy: string, truths: readonly Truth[], shape: readonly number[]): ShownImage[] {
  const found = claim.strategies.find(({ name }) => name === strategy);
  if (found === undefined) return [];
  const truth = truths.find(({ turn }) => isSame(turn, claim.turn));
  const guesses = { images: clipToUnit(found.images), labels: found.labels };
  const own = truth === undefined ? [] : [...guessesForTruths(guesses, truth, shape)];
  const matched = own.map((guess, place) => ({ guess, truth: place })).filter(({ guess }) => guess >= 0);
  const left = [...found.labels.keys()].filter((guess) => !own.includes(guess));
  return [...matched, ...left.map((guess) => ({ guess, truth: -1 }))].slice(0, most.images);
}

const isSame = (a: Turn, b: Turn): boolean => a.participant === b.participant && a.round === b.round;

/** At most `limit` of the places from 0 to `count` - 1, the first and the last among them. */
export function evenly(count: number, limit: number): number[] {
  if (count <= limit) return Array.from({ length: count }, (_, place) => place);
  return Array.from({ length: limit }, (_, i) => Math.round((i * (count - 1)) / (limit - 1)));
}
