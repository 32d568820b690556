/** From scores of canaries to guesses about them. @module */
import type { Guesses } from "./one-run.js";

/** Guesses about more and more of the canaries; of several runs they may be added up, place by place. */
export type Tally = readonly Guesses[];

/**
 * Guesses at all, half, a quarter ... of the canaries, those with the most telling scores: the highest are guessed to be
 * in, as many of the lowest to be out. How many are guessed is settled by the number of canaries alone, before any coin
 * is looked at.
 * @param scores [m], higher where a canary is more likely in; ties and NaN fall as they come
 * @param isIn [m], the coins
 */
export function tallyOf(scores: ArrayLike<number>, isIn: readonly boolean[]): Tally {
  const canaries = isIn.length;
  const order = isIn.map((_, i) => i).sort((a, b) => scores[b] - scores[a] || a - b);
  return guessCounts(canaries).map((guesses): Guesses => {
    const high = Math.ceil(guesses / 2);
    const low = guesses - high;
    const rightIn = order.slice(0, high).filter((i) => isIn[i]).length;
    const rightOut = low === 0 ? 0 : order.slice(-low).filter((i) => !isIn[i]).length;
    return { canaries, guesses, correct: rightIn + rightOut };
  });
}

/** All, half, a quarter ... down to 16. */
function guessCounts(canaries: number): number[] {
  const counts = [canaries];
  for (let guesses = canaries >> 1; guesses >= 16; guesses >>= 1) counts.push(guesses);
  return counts;
}

/**
 * Canaries of independent runs are so many more canaries of one mechanism that treats each apart, so that guesses add up.
 * @throws {RangeError} unless all have as many canaries
 */
export function addTallies(tallies: readonly Tally[]): Tally {
  const [[{ canaries }]] = tallies;
  if (tallies.some(([all]) => all.canaries !== canaries)) {
    throw new RangeError("tallies of different numbers of canaries cannot be added up");
  }
  return tallies.reduce((a, b) =>
    a.map((own, i) => ({
      canaries: own.canaries + b[i].canaries,
      guesses: own.guesses + b[i].guesses,
      correct: own.correct + b[i].correct,
    })),
  );
}
