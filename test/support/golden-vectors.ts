/** Published and independently computed values, each with its own tolerance: test/golden/dp.json. @module */
import { readFileSync } from "node:fs";
import { expect } from "vitest";

export interface Vector {
  readonly what: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly expected: number;
  readonly rel_tol?: number;
  readonly abs_tol?: number;
}

const vectors = JSON.parse(readFileSync(new URL("../golden/dp.json", import.meta.url), "utf8")) as readonly Vector[];

/** The vectors of these families with a title each, for `test.each`. */
export const vectorsOf = (...whats: string[]): [string, Vector][] =>
  vectors.filter(({ what }) => whats.includes(what)).map((v) => [`${v.what} ${JSON.stringify(v.params)}`, v]);

/** Fails unless `actual` is within the vector's tolerance; one of 0 asks for the same number. */
export function expectWithin(actual: number, { expected, rel_tol = 0, abs_tol = 0 }: Vector): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(Math.max(rel_tol * Math.abs(expected), abs_tol));
}
