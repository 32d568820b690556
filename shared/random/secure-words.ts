/** Random bits that nobody can predict: the platform's cryptographic generator. @module */
import type { RandomWords } from "./random-words.js";

/** Few calls, and a block that stays in the cache; the platform gives 65,536 bytes at once at most. */
const BLOCK_WORDS = 4096;

const block = new Int32Array(BLOCK_WORDS);
let used = BLOCK_WORDS;

/** One for the whole process: its words are independent, whoever takes them. */
export const secureWords: RandomWords = {
  next() {
    if (used === BLOCK_WORDS) {
      globalThis.crypto.getRandomValues(block);
      used = 0;
    }
    const word = block[used];
    // what was handed out can no longer be read from memory
    block[used++] = 0;
    return word;
  },
};
