/** Some of many: which of those that qualify are taken. @module */
import type { RngStream } from "../random/rng-stream.js";

/** Marks `count` of the numbers [0, of) with 1, every other with 0: [of]. */
export type Choice = (count: number, of: number) => Uint8Array;

/** The first `count`. */
export const first: Choice = (count, of) => new Uint8Array(of).fill(1, 0, count);

/** Every set of `count` equally likely, by `count` draws: Floyd's algorithm (Bentley & Floyd 1987). */
export const equallyLikely =
  (rng: RngStream): Choice =>
  (count, of) => {
    const marks = new Uint8Array(of);
    for (let i = of - count; i < of; i++) {
      const drawn = rng.integer(i + 1);
      marks[marks[drawn] === 0 ? drawn : i] = 1;
    }
    return marks;
  };
