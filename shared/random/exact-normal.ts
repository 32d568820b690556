/**
 * Normal draws without rounding: Karney 2016, "Sampling exactly from the normal distribution" (ACM Transactions on
 * Mathematical Software 42, 3), algorithms H, B, N and D. Every decision compares numbers of which as many digits are
 * drawn as that takes, so that probabilities are those of the formulas and not of floating-point numbers near them.
 * @module
 */
import { isBelow, LazyDigits } from "./lazy-digits.js";
import type { RandomWords } from "./random-words.js";
import { nextInteger } from "./uniform.js";

/** Cells of the grid of rounded draws, in one standard deviation (or one scale of a Laplace distribution). */
export const CELLS_PER_UNIT = 2 ** 20;

/** The numbers under way in a draw. */
const x = new LazyDigits();
let y = new LazyDigits();
let z = new LazyDigits();
const r = new LazyDigits();

/** The multiple of 2^-20 nearest to a draw from N(0, 1), in units of 2^-20: an integer. */
export function nextRoundedNormal(words: RandomWords): number {
  for (;;) {
    const k = nextWhole(words);
    if (k < 0) continue;
    x.draw(words);
    if (isKept(k, words)) return signed(roundedToGrid(k, x), words);
  }
}

/**
 * An integer of probability proportional to exp(-i² / 2 stddev²).
 * @param stddev integer in [1, 2^21]
 */
export function nextDiscreteGaussian(words: RandomWords, stddev: number): number {
  for (;;) {
    const k = nextWhole(words);
    if (k < 0) continue;
    const offset = nextInteger(words, stddev);
    x.set(offset, stddev);
    const negative = words.next() < 0;
    // zero would come twice
    if (negative && k === 0 && offset === 0) continue;
    if (isKept(k, words)) return negative ? -(k * stddev + offset) : k * stddev + offset;
  }
}

/** `whole` + `fraction` in units of the grid, to the nearest one; its digits beyond the 21st do not matter. */
export function roundedToGrid(whole: number, fraction: LazyDigits): number {
  return whole * CELLS_PER_UNIT + (fraction.first >>> 12) + ((fraction.first >>> 11) & 1);
}

/** `size` with either sign, never -0. */
export function signed(size: number, words: RandomWords): number {
  return words.next() < 0 ? 0 - size : size;
}

/** Steps N1 and N2: k >= 0 with probability proportional to exp(-k² / 2), or -1 to start again. */
function nextWhole(words: RandomWords): number {
  let k = 0;
  while (isHalfSurvived(words)) k++;
  for (let trials = k * (k - 1); trials > 0; trials--) if (!isHalfSurvived(words)) return -1;
  return k;
}

/** Algorithm H: true with probability exp(-1/2), that of a falling run 1/2 > u₁ > u₂ > ... of even length (von Neumann). */
function isHalfSurvived(words: RandomWords): boolean {
  y.draw(words);
  if (y.first >= 2 ** 31) return true;
  return !isFallingRunEven(words);
}

/** Whether a run y > u₁ > u₂ > ... that starts below the `y` drawn last has even length. */
function isFallingRunEven(words: RandomWords): boolean {
  for (let even = true; ; even = !even) {
    z.draw(words);
    if (!isBelow(z, y, words)) return even;
    [y, z] = [z, y];
  }
}

/** Step N4: true with probability exp(-x (2k + x) / 2), as k + 1 trials of algorithm B. */
function isKept(k: number, words: RandomWords): boolean {
  for (let trial = 0; trial <= k; trial++) if (!isTrialPassed(k, words)) return false;
  return true;
}

/** Algorithm B: true with probability exp(-x (2k + x) / (2k + 2)). */
function isTrialPassed(k: number, words: RandomWords): boolean {
  for (let even = true, last = x; ; even = !even) {
    z.draw(words);
    if (!isBelow(z, last, words)) return even;
    const choice = nextInteger(words, 2 * k + 2);
    if (choice === 2 * k + 1) return even;
    if (choice === 2 * k) {
      r.draw(words);
      if (!isBelow(r, x, words)) return even;
    }
    [y, z] = [z, y];
    last = y;
  }
}
