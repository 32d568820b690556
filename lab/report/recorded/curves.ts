/** What a run's events say round by round. @module */
import type { StampedEvent } from "../../../shared/process/run-events.js";
import type { RecordedSeed } from "../../runs/read-run.js";

/** [round, value], ascending in round. */
export type Curve = readonly (readonly [round: number, value: number])[];

type Read = (event: StampedEvent) => readonly [round: number, value: number] | undefined;

/** All values that `read` finds in the seeds' events, by round. */
function valuesByRound(seeds: readonly RecordedSeed[], read: Read): Map<number, number[]> {
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
  return byRound;
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Ascending; rounds with other than `count` values are left out. */
function curveOf(
  byRound: ReadonlyMap<number, readonly number[]>,
  count: number,
  value: (values: readonly number[]) => number,
): Curve {
  return [...byRound]
    .filter(([, values]) => values.length === count)
    .map(([round, values]) => [round, value(values)] as const)
    .sort(([a], [b]) => a - b);
}

/** Mean over seeds of what `read` finds in their events; rounds that not every seed reached are left out. */
function meanCurve(seeds: readonly RecordedSeed[], read: Read): Curve {
  return curveOf(valuesByRound(seeds, read), seeds.length, mean);
}

export interface BaselineCurves {
  readonly mean: Curve;
  readonly low: Curve;
  readonly high: Curve;
}

/** Accuracy of a baseline's models, of all seeds; rounds that not every model reached are left out. */
export function baselineCurves(seeds: readonly RecordedSeed[], name: "standalone" | "centralised"): BaselineCurves {
  const byRound = valuesByRound(seeds, (event) =>
    event.type === "baseline" && event.name === name ? [event.round, event.accuracy] : undefined,
  );
  const models = Math.max(0, ...[...byRound.values()].map(({ length }) => length));
  return {
    mean: curveOf(byRound, models, mean),
    low: curveOf(byRound, models, (values) => Math.min(...values)),
    high: curveOf(byRound, models, (values) => Math.max(...values)),
  };
}

/** Accuracy on the whole test set, a fraction. */
export function accuracyCurve(seeds: readonly RecordedSeed[]): Curve {
  return meanCurve(seeds, (event) => (event.type === "evaluation" ? [event.round, event.accuracy] : undefined));
}

/** Share of what attack `id` drew that is taken for its class, a fraction; rounds before it had begun are left out. */
export function targetClassCurve(seeds: readonly RecordedSeed[], id: string): Curve {
  const byRound = new Map<number, number[]>();
  for (const { representatives } of seeds) {
    for (const { round, values } of representatives[id]?.rounds ?? []) {
      const share = values["targetClassShare"];
      if (share !== undefined) byRound.set(round, [...(byRound.get(round) ?? []), share]);
    }
  }
  return curveOf(byRound, seeds.length, mean);
}

/** Epsilon spent under `accountant`, nats; empty where it is not finite. */
export function epsilonCurve(seeds: readonly RecordedSeed[], accountant: string): Curve {
  return meanCurve(seeds, (event) => {
    if (event.type !== "privacy") return undefined;
    const epsilon = event.epsilon[accountant];
    return typeof epsilon === "number" ? [event.round, epsilon] : undefined;
  });
}
