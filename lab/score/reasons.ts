/** What the attack itself said about its claims. @module */
import type { Claim } from "../../shared/plugins/attack.js";

const most = 8;

/** The attack's explanations, the most frequent first, each once with the number of turns it was given for. */
export function reasonsOf(claims: readonly Claim[], failure?: string): string[] {
  const broken = failure === undefined ? [] : [`the attack itself broke: ${failure}`];
  if (claims.length === 0) return [...broken, "the attack made no claim"];
  const turns = new Map<string, number>();
  for (const { explanation } of claims) {
    for (const line of new Set(explanation)) turns.set(line, (turns.get(line) ?? 0) + 1);
  }
  const lines = [...turns]
    .sort(([, a], [, b]) => b - a)
    .map(([line, count]) => (claims.length === 1 ? line : `${line} (${count} of ${claims.length} turns)`));
  const left = lines.length - most;
  return [...broken, ...lines.slice(0, most), ...(left > 0 ? [`and ${left} more, see claim.json`] : [])];
}
