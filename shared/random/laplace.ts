/** Standard Laplace draws by inversion of the exponential distribution. @module */
import type { RandomWords } from "./random-words.js";
import { nextUniform } from "./uniform.js";

/** One draw of density exp(-|x|) / 2, |x| < 37. */
export function nextLaplace(generator: RandomWords): number {
  // The sign is the generator's highest bit, its strongest.
  const sign = generator.next() < 0 ? -1 : 1;
  return -sign * Math.log1p(-nextUniform(generator));
}
