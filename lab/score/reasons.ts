/** What the attack itself said about its claims. @module */
import type { Claim } from "../../shared/plugins/attack.js";

const most = 8;
const numbers = /\d+(?:\.\d+)?/g;

/** Lines that differ in their numbers alone, over the turns they were given for. */
class Reason {
  turns = 0;
  readonly #line: string;
  /** of each place where the line has a number, every one that stood there, as written */
  readonly #numbers: string[][];

  constructor(line: string) {
    this.#line = line;
    this.#numbers = (line.match(numbers) ?? []).map(() => []);
  }

  add(line: string): void {
    this.turns++;
    (line.match(numbers) ?? []).forEach((number, place) => this.#numbers[place].push(number));
  }

  /** The line, with a range where its numbers differ. */
  toString(): string {
    let place = 0;
    return this.#line.replace(numbers, () => range(this.#numbers[place++]));
  }
}

/**
 * The attack's explanations, the most frequent first, each once with the number of turns it was given for; those that
 * differ in their numbers alone are one, with ranges.
 */
export function reasonsOf(claims: readonly Claim[], failure?: string): string[] {
  const broken = failure === undefined ? [] : [`the attack itself broke: ${failure}`];
  if (claims.length === 0) return [...broken, "the attack made no claim"];
  const reasons = new Map<string, Reason>();
  for (const line of claims.flatMap(({ explanation }) => [...new Set(explanation)])) {
    const shape = line.replace(numbers, "#");
    const reason = reasons.get(shape) ?? new Reason(line);
    reasons.set(shape, reason);
    reason.add(line);
  }
  const lines = [...reasons.values()]
    .sort((a, b) => b.turns - a.turns)
    .map((reason) => (claims.length === 1 ? String(reason) : `${reason} (${reason.turns} of ${claims.length} turns)`));
  const left = lines.length - most;
  return [...broken, ...lines.slice(0, most), ...(left > 0 ? [`and ${left} more, see claim.json`] : [])];
}

function range(values: readonly string[]): string {
  const sorted = values.toSorted((a, b) => Number(a) - Number(b));
  const [least, greatest] = [sorted[0], sorted[sorted.length - 1]];
  return least === greatest ? least : `${least}–${greatest}`;
}
