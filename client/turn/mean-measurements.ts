/** What several local steps measured, as one. @module */
import type { Measurement } from "../../shared/plugins/defence.js";

/** One measurement a name, the mean of its values, in the order in which the names came. */
export function meanMeasurements(all: readonly Measurement[]): readonly Measurement[] {
  const byName = new Map<string, { readonly first: Measurement; sum: number; count: number }>();
  for (const measurement of all) {
    const same = byName.get(measurement.name) ?? { first: measurement, sum: 0, count: 0 };
    same.sum += measurement.value;
    same.count++;
    byName.set(measurement.name, same);
  }
  return [...byName.values()].map(({ first, sum, count }) => ({ ...first, value: sum / count }));
}
