/** What a run's events say round by round. @module */
import type { StampedEvent } from "../../shared/process/run-events.js";
import type { RecordedSeed } from "../runs/read-run.js";

/** [round, value], ascending in round. */
export type Curve = readonly (readonly [round: number, value: number])[];

/** Mean over seeds of what `read` finds in their events; rounds that not every seed reached are left out. */
function meanCurve(
  seeds: readonly RecordedSeed[],
  read: (event: StampedEvent) => readonly [round: number, value: number] | undefined,
): Curve {
  const byRound = new Map<number, number[]>();
  for (const { events } of seeds) {
    for (const event of events) {
      const point = read(event);
      if (point === undefined) continue;
      const values = byRound.get(point[0]);
      if (values === undefined) byRound.set(point[0], [point[1]]);
      else values.push(point[1]);
    }
  }
  return [...byRound]
    .filter(([, values]) => values.length === seeds.length)
    .map(([round, values]) => [round, values.reduce((a, b) => a + b, 0) / values.length] as const)
    .sort(([a], [b]) => a - b);
}

/** Accuracy on the whole test set, a fraction. */
export function accuracyCurve(seeds: readonly RecordedSeed[]): Curve {
  return meanCurve(seeds, (event) => (event.type === "evaluation" ? [event.round, event.accuracy] : undefined));
}

/** Epsilon spent under `accountant`, nats; empty where it is not finite. */
export function epsilonCurve(seeds: readonly RecordedSeed[], accountant: string): Curve {
  return meanCurve(seeds, (event) => {
    if (event.type !== "privacy") return undefined;
    const epsilon = event.epsilon[accountant];
    return typeof epsilon === "number" ? [event.round, epsilon] : undefined;
  });
}
