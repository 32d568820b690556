/** Whether a scenario's expectations hold. @module */
import type { Expectation } from "../../shared/scenario/schema.js";
import type { ExpectationResult, Summary, VariantSummary } from "../runs/summary.js";

/** The number a path names inside a variant's summary; null where there is none. */
export function valueAt(variant: VariantSummary, metric: string): number | null {
  const path = metric.split(".");
  if (path[0] === "attacks") return variant.attacks[path[1]]?.metrics[path[2]]?.value ?? null;
  const value = path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], variant);
  if (value === "Infinity") return Infinity;
  // an unbounded epsilon is one word for every accountant
  if (metric.startsWith("privacy.epsilon.") && variant.privacy.epsilon === "Infinity") return Infinity;
  return typeof value === "number" ? value : null;
}

/** Expectations about variants that were not run are left out. */
export function checkExpectations(
  expectations: readonly Expectation[],
  variants: Summary["variants"],
): ExpectationResult[] {
  return expectations
    .filter(({ variant }) => variants[variant] !== undefined)
    .map(({ variant, metric, above, below }) => {
      const value = valueAt(variants[variant], metric);
      const met = value !== null && (above === undefined || value > above) && (below === undefined || value < below);
      return {
        variant,
        metric,
        ...(above !== undefined && { above }),
        ...(below !== undefined && { below }),
        met,
        value,
      };
    });
}
