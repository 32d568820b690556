/** The calculator's answer as a table. @module */
import { describeEvent } from "../../../shared/privacy/describe-event.js";
import { isAnswer } from "./accounts.js";
import type { Account, Answer } from "./accounts.js";
import { inFull, rounded } from "./rounded.js";
import { flagOf, isInteger } from "./numbers.js";
import type { NumberName } from "./numbers.js";
import { relationWords } from "./relations.js";
import type { Result, ResultParts } from "./result.js";

const symbols = { epsilon: "ε", delta: "δ" } as const;

/** Lines, without the last line feed. */
export function textOf({ question, of, accounts, found }: ResultParts, { meaning, cautions, event }: Result): string {
  const { unit, neighbours, sampling, numbers, derived } = question;
  const given = of === "epsilon" ? `δ = ${inFull(numbers.delta ?? 0)}` : `ε = ${numbers.epsilon}`;
  const answer = found && [
    `${flagOf(found.name).slice(2).replaceAll("-", " ")} ${foundText(found.name, found.value)}`,
    `  meets ε = ${numbers.epsilon} at δ = ${inFull(numbers.delta ?? 0)} under the accountant ${found.accountant.name}`,
    "",
  ];
  return [
    ...(answer ?? []),
    `${symbols[of]} at ${given}`,
    ...accountLines(accounts),
    "",
    ...aligned([
      ["unit", unit],
      ["neighbours", `${neighbours}: ${relationWords(neighbours, unit)}`],
      ["mechanism", describeEvent(event)],
      ["sampling", sampling],
      ...derived.map((words, i): Line => [i === 0 ? "derived" : "", words]),
      ...cautions.map((words): Line => ["caution", words]),
    ]),
    "",
    meaning,
  ].join("\n");
}

type Line = readonly [name: string, words: string];

function aligned(lines: readonly Line[]): string[] {
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, words]) => `${name.padEnd(width)}  ${words}`);
}

/** An accountant a line; numbers one below the other. */
function accountLines(accounts: readonly Account[]): string[] {
  const rows = accounts.map((account) => {
    const { name } = account.accountant;
    return isAnswer(account)
      ? [name, rounded(account.value, account.accountant.kind === "upper-bound" ? "up" : "near"), worth(account)]
      : [name, "–", `cannot: ${account.why}`];
  });
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map(([name, value, words]) => `  ${name.padEnd(widths[0])}  ${value.padEnd(widths[1])}  ${words}`);
}

function worth({ accountant, value, bounds }: Answer): string {
  if (value === Infinity) return "no bound is known";
  if (accountant.kind === "approximation") return "approximation, may be less than the truth";
  if (bounds !== undefined && bounds.lower >= value) return "exact";
  return bounds === undefined ? "upper bound" : `upper bound; the truth is at least ${rounded(bounds.lower, "down")}`;
}

/** Rounded towards more privacy, so that what is read off still meets the target. */
function foundText(name: NumberName, value: number): string {
  if (isInteger(name) || name === "epochs") return String(value);
  const isNoise = name === "noiseMultiplier" || name === "noiseStddev" || name === "noiseParameter";
  return rounded(value, isNoise ? "up" : "down");
}
