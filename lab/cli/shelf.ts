/** The kinds of things that `list` and `describe` know. @module */
import { nearest } from "../../shared/scenario/nearest.js";
import { shelves } from "../plugins/built-in.js";
import { UsageError } from "./usage-error.js";

export const kinds: readonly string[] = Object.keys(shelves);

/**
 * The kind that `word` means; "attacks" means "attack".
 * @throws {UsageError} when there is none
 */
export function kindNamed(word: string): string {
  const kind = kinds.find((known) => word === known || word === `${known}s`);
  if (kind !== undefined) return kind;
  const guess = nearest(word, kinds);
  throw new UsageError(
    `there is no kind ${JSON.stringify(word)}${guess === undefined ? "" : `; did you mean ${guess}?`}`,
    `choose one of ${kinds.join(", ")}`,
  );
}
