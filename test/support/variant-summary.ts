/** A variant's summary for tests that need one. @module */
import type { VariantSummary } from "../../lab/runs/summary.js";

export function variantSummary(
  epsilon: VariantSummary["privacy"]["epsilon"],
  changes: Partial<VariantSummary> = {},
): VariantSummary {
  return {
    accuracy: 0.9,
    loss: 0.3,
    rounds: 2,
    digest: "d",
    upBytes: 10,
    downBytes: 20,
    seconds: 3,
    privacy: {
      unit: "example",
      neighbours: "add-or-remove-one",
      protectsAgainst: [],
      mechanism: "m",
      delta: 1e-5,
      epsilon,
      sampling: "s",
      meaning: "w",
    },
    attacks: {},
    incidents: 0,
    ...changes,
  };
}
