/** Many searches at once, so that their evaluations can share each pass. @module */
import type { Evaluation, Search, SearchEnd } from "./search.js";

/** The best point of one search, by value: nothing else decides what is kept. */
export interface Best {
  /** Infinity before the first finite value */
  value: number;
  /** [n] */
  point: Float32Array;
  /** round that found it, from 0, the start's */
  iteration: number;
  /** why the search ended; absent while it goes on */
  end?: SearchEnd;
}

/**
 * Evaluates in each round the pending point of every search that has not ended.
 * @param evaluateAll the points [live][n], and which search each is of
 * @yields after each round the best of every search so far, always the same array
 */
export function* lockstep(
  searches: readonly Search[],
  evaluateAll: (points: readonly Float32Array[], which: readonly number[]) => readonly Evaluation[],
): Generator<readonly Best[]> {
  const bests: Best[] = [];
  let pending: { readonly which: number; readonly point: Float32Array }[] = [];
  const settle = (which: number, next: IteratorResult<Float32Array, SearchEnd>) => {
    if (next.done === true) bests[which].end = next.value;
    else pending.push({ which, point: next.value });
  };
  searches.forEach((search, which) => {
    const next = search.next();
    bests.push({ value: Infinity, point: next.done === true ? new Float32Array(0) : next.value, iteration: 0 });
    settle(which, next);
  });
  for (let iteration = 0; pending.length > 0; iteration++) {
    const live = pending;
    pending = [];
    const evaluations = evaluateAll(
      live.map(({ point }) => point),
      live.map(({ which }) => which),
    );
    live.forEach(({ which, point }, k) => {
      const { value } = evaluations[k];
      if (value < bests[which].value) Object.assign(bests[which], { value, point, iteration });
      settle(which, searches[which].next(evaluations[k]));
    });
    yield bests;
  }
}
