/** Draws that faces are made of. @module */
import type { RngStream } from "../../random/rng-stream.js";

/** Uniform in [low, high). */
export const between = (rng: RngStream, low: number, high: number): number => low + (high - low) * rng.uniform();

/** One of `choices`, each place of the list as probable as any other. */
export const oneOf = <T>(rng: RngStream, choices: readonly T[]): T => choices[rng.integer(choices.length)];
