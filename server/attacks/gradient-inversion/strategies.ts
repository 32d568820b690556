/** Guesses at the examples of a lot, as the claim wants them. @module */
import type { Strategy } from "../../../shared/plugins/attack.js";

export interface Guess {
  /** [n] */
  readonly image: ArrayLike<number>;
  readonly label: number;
}

export function strategyOf(name: string, guesses: readonly Guess[], n: number): Strategy {
  const images = new Float32Array(guesses.length * n);
  guesses.forEach(({ image }, i) => images.set(image, i * n));
  return { name, images, labels: Int32Array.from(guesses, ({ label }) => label) };
}
