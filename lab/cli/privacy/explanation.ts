/** Guarantees of several variants in plain words. @module */
import { accountantKind } from "../../report/words/privacy-words.js";
import { listed } from "../../report/words/format.js";
import type { PrivacyStatement, PrivacySummary } from "../../runs/summary.js";
import { exposedTo, limitsOf } from "../../report/words/privacy-limits.js";
import { relationWords } from "./relations.js";
import { inFull, rounded } from "./rounded.js";

/** Lines, without the last line feed. */
export function explanation(guarantees: Readonly<Record<string, PrivacySummary>>, isRun: boolean): string {
  return Object.entries(guarantees)
    .map(([name, privacy]) => [`variant ${name}`, ...variantLines(privacy, isRun)].join("\n"))
    .join("\n\n");
}

const line = (name: string, words: string): string => `  ${name.padEnd(14)}${words}`;

function variantLines(privacy: PrivacySummary, isRun: boolean): string[] {
  const { about, unit, neighbours, mechanism, sampling, relies, meaning, others = [] } = privacy;
  const isPrivate = privacy.epsilon !== "Infinity";
  const exposed = exposedTo(privacy);
  return [
    ...epsilonLines(privacy, isRun ? "was spent" : "will be spent"),
    ...(isPrivate ? [line("unit", unit), line("neighbours", `${neighbours}: ${relationWords(neighbours, unit)}`)] : []),
    line(about === "aggregate" ? "each round" : "each turn", mechanism),
    ...(isPrivate ? [line("sampling", sampling)] : []),
    ...(privacy.protectsAgainst.length > 0 ? [line("protects from", listed(privacy.protectsAgainst))] : []),
    ...(exposed.length > 0 ? [line("not from", listed(exposed))] : []),
    ...(relies === undefined ? [] : [line("relies", relies)]),
    ...others.flatMap((other) => otherLines(other, privacy.delta)),
    line("means", meaning),
    ...limitsOf(privacy).map((limit, i) => line(i === 0 ? "does not mean" : "", limit)),
  ];
}

/** An accountant a line. */
function epsilonLines({ epsilon, delta }: Pick<PrivacySummary, "epsilon" | "delta">, spent: string): string[] {
  if (epsilon === "Infinity") return [line("epsilon", "∞: no bound is known")];
  return Object.entries(epsilon).map(([name, value], i) => {
    const kind = accountantKind(name);
    const way = kind === "approximation" ? "near" : "up";
    return line(
      i === 0 ? "epsilon" : "",
      `${rounded(value, way)} ${spent} at delta ${inFull(delta)}, by ${name}, ${kind}`,
    );
  });
}

function otherLines({ about, epsilon, mechanism, protectsAgainst }: PrivacyStatement, delta: number): string[] {
  const what = about === "aggregate" ? "of a round's aggregate" : "of each update by itself";
  if (epsilon === "Infinity") return [line("besides", `${what}: epsilon ∞, ${mechanism}`)];
  const [name, value] = Object.entries(epsilon)[0];
  const words = `epsilon ${rounded(value, "up")} at delta ${inFull(delta)}, by ${name}, ${mechanism}`;
  return [line("besides", `${what}: ${words}, against ${listed(protectsAgainst)}`)];
}
