/** One of a few names. @module */
import { nearest } from "../../../shared/scenario/nearest.js";
import { UsageError } from "../usage-error.js";

/**
 * What `word` names.
 * @param kind in words, such as "sampler"
 * @throws {UsageError} where it names nothing, with what it may name and the nearest spelling
 */
export function choose<T>(kind: string, word: string, from: Readonly<Record<string, T>>): T {
  if (Object.hasOwn(from, word)) return from[word];
  const names = Object.keys(from);
  const guess = nearest(word, names);
  const question = guess === undefined ? "" : `; did you mean ${guess}?`;
  throw new UsageError(`there is no ${kind} ${JSON.stringify(word)}${question}`, `choose one of ${names.join(", ")}`);
}
