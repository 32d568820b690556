/** Laplace draws without rounding: von Neumann 1951, "Various techniques used in connection with random digits". @module */
import { roundedToGrid, signed } from "./exact-normal.js";
import { isBelow, LazyDigits } from "./lazy-digits.js";
import type { RandomWords } from "./random-words.js";

const x = new LazyDigits();
let y = new LazyDigits();
let z = new LazyDigits();

/** The multiple of 2^-20 nearest to a draw of density exp(-|x|) / 2, in units of 2^-20: an integer. */
export function nextRoundedLaplace(words: RandomWords): number {
  for (let whole = 0; ; whole++) {
    x.draw(words);
    // a falling run x > u₁ > u₂ > ... is of even length with probability exp(-x)
    let even = true;
    for (let last = x; ; even = !even) {
      z.draw(words);
      if (!isBelow(z, last, words)) break;
      [y, z] = [z, y];
      last = y;
    }
    if (even) return signed(roundedToGrid(whole, x), words);
  }
}
