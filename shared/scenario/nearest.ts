/** "Did you mean": the nearest correct spelling. @module */
import { distance } from "fastest-levenshtein";

/** The candidate nearest to `word`, if it is near at all: two letters in five wrong, at least one, at most four. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const limit = Math.min(4, Math.ceil(word.length * 0.4));
  const ranked = candidates.map((candidate) => ({ candidate, far: far(word.toLowerCase(), candidate.toLowerCase()) }));
  const [best] = ranked.sort((a, b) => a.far - b.far);
  return best !== undefined && best.far <= limit ? best.candidate : undefined;
}

/** Letters in the wrong order are one slip of the fingers. */
function far(a: string, b: string): number {
  const letters = (text: string) => [...text].sort().join("");
  return a !== b && letters(a) === letters(b) ? 1 : distance(a, b);
}
