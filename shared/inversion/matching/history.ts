/** How a search went: the curve of its objective and the points on its way. @module */
import type { Best } from "./lockstep.js";

/** Of the best point so far at each iteration: what would have been claimed, had the search ended there. */
export interface SearchRecord {
  /** ascending, from 0 */
  readonly iterations: number[];
  /** [iterations], never rising */
  readonly objective: number[];
  /** ascending */
  readonly frameIterations: number[];
  /** [frameIterations][n] */
  readonly frames: Float32Array[];
}

export function emptyRecord(): SearchRecord {
  return { iterations: [], objective: [], frameIterations: [], frames: [] };
}

const mostFrames = 14;
const mostPoints = 200;

/** Extends records; frames are closer together in the beginning, where more happens. @param iterations at most */
export function recorder(records: readonly SearchRecord[], iterations: number) {
  const every = Math.ceil(iterations / mostPoints);
  const ratio = iterations ** (1 / (mostFrames - 1));
  const frameAt = new Set(Array.from({ length: mostFrames }, (_, k) => Math.round(ratio ** k) - 1));
  const ended = new Set<SearchRecord>();
  return (bests: readonly Best[], iteration: number): void => {
    records.forEach((record, k) => {
      if (ended.has(record)) return;
      const { value, point, end } = bests[k];
      if (end !== undefined) ended.add(record);
      if (end !== undefined || iteration % every === 0) {
        record.iterations.push(iteration);
        record.objective.push(value);
      }
      if (end !== undefined || frameAt.has(iteration)) {
        record.frameIterations.push(iteration);
        record.frames.push(point);
      }
    });
  };
}
