/** What several local steps measured, as one. @module */
import type { Measurement } from "../../shared/plugins/defence.js";

/** One measurement a name, the mean of its values, in the order in which the names came. */
export function meanMeasurements(all: readonly Measurement[]): readonly Measurement[] {
  const byName = new Map<string, Measurement[]>();
  for (const measurement of all) byName.set(measurement.name, [...(byName.get(measurement.name) ?? []), measurement]);
  return [...byName.values()].map((same) => ({
    ...same[0],
    value: same.reduce((sum, { value }) => sum + value, 0) / same.length,
  }));
}
