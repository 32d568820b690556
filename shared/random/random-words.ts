/** Where random bits come from. @module */

export interface RandomWords {
  /** 32 independent, unbiased bits, as a signed integer. */
  next(): number;
}
