/**
 * The two atomic orders of Shokri & Shmatikov 2015, section 4.3: one participant after another downloads, trains,
 * uploads, in the same order every round (`round-robin`) or in a new one (`random-order`).
 * @module
 */
import { step, take } from "../apply.js";
import type { Federation } from "../federation.js";
import { Round } from "../round.js";

export async function runSequential(federation: Federation): Promise<void> {
  const { job, joins, rng } = federation;
  for (let number = 1; number <= job.rounds && !federation.isOver; number++) {
    const present = [...joins.present];
    const order =
      job.schedule === "round-robin"
        ? present
        : [...rng.fork("order", number).permutation(present.length)].map((place) => present[place]);
    const round = new Round(federation, number, order.length);
    for (const participant of order) {
      const outcome = await federation.turn(participant, number);
      round.add(outcome);
      if (!outcome.ok) continue;
      take(federation, number, outcome);
      step(federation, outcome.update);
    }
    await round.end();
  }
}
