/** What baselines reached in the end. @module */
import type { BaselinesSummary } from "../runs/summary.js";
import type { BaselineEvent } from "./job.js";

/** From the events of the last round among them. */
export function summariseBaselines(events: readonly BaselineEvent[]): BaselinesSummary {
  const last = Math.max(...events.map(({ round }) => round));
  const accuraciesOf = (wanted: BaselineEvent["name"]): number[] =>
    events.flatMap(({ name, round, accuracy }) => (name === wanted && round === last ? [accuracy] : []));
  // in an order of their own: models end in any, and sums of floats depend on it
  const alone = accuraciesOf("standalone").sort((a, b) => a - b);
  const [centralised] = accuraciesOf("centralised");
  return {
    ...(alone.length > 0 && {
      standalone: {
        accuracy: alone.reduce((sum, accuracy) => sum + accuracy, 0) / alone.length,
        low: alone[0],
        high: alone[alone.length - 1],
        n: alone.length,
      },
    }),
    ...(centralised !== undefined && { centralised: { accuracy: centralised } }),
  };
}
