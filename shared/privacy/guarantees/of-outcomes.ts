/** Mechanisms of few outcomes: all that they guarantee follows from the probabilities. @module */
import { logSumExp } from "../../numeric/log-sum-exp.js";
import { lossOf, lossOfOutcomes } from "../pld/outcomes.js";
import type { Outcome } from "../pld/outcomes.js";
import type { Guarantee } from "./guarantee.js";

/** @param directions the outcomes of each direction; one where either is the other's mirror image */
export function ofOutcomes(
  directions: readonly (readonly Outcome[])[],
): Pick<Guarantee, "pureEpsilon" | "rdp" | "losses"> {
  return {
    pureEpsilon: Math.max(0, ...directions.map(greatestLoss)),
    rdp: (order) => Math.max(0, ...directions.map((outcomes) => renyi(outcomes, order))),
    losses: () => directions.map(lossOfOutcomes),
  };
}

function greatestLoss(outcomes: readonly Outcome[]): number {
  return outcomes.reduce((greatest, outcome) => (outcome.p > 0 ? Math.max(greatest, lossOf(outcome)) : greatest), 0);
}

/** log Σ p^α q^(1−α) / (α − 1) */
function renyi(outcomes: readonly Outcome[], order: number): number {
  const logs = outcomes.flatMap(({ p, q }) =>
    p === 0 ? [] : [q === 0 ? Infinity : order * Math.log(p) + (1 - order) * Math.log(q)],
  );
  return logs.includes(Infinity) ? Infinity : logSumExp(logs) / (order - 1);
}
