/** Which canaries an audit plants, and what its auditor sees and knows. @module */
import type { Turn } from "../../shared/plugins/attack.js";
import type { AttackFacts, CanaryFacts } from "../../shared/process/messages.js";
import type { RngStream } from "../../shared/random/rng-stream.js";
import type { RunConfig } from "../../shared/scenario/schema.js";
import { factsOf, type Federated } from "./plan-attack.js";
import { PlanProblem } from "./plan-problem.js";

export interface PlannedAudit {
  readonly id: string;
  readonly participant: number;
  readonly turns: readonly Turn[];
  readonly facts: AttackFacts;
  readonly canaries: CanaryFacts;
  /** [m], the coins: whether each canary is in the data. Known to the lab and to the participant alone */
  readonly isIn: readonly boolean[];
}

/**
 * Canaries are examples of the participant's own, drawn at random, each with a wrong class, so that its gradient stays
 * large and unlike the others'. One that a coin leaves out keeps its place, which stays empty: how many examples the
 * participant says that it holds, and its sampling rate, tell nothing about the coins.
 * @param labels of the training split
 * @throws {PlanProblem} where a participant has fewer examples than canaries are asked for
 */
export function planAudits(
  config: RunConfig,
  { participants, aggregator }: Federated,
  labels: ArrayLike<number>,
  classes: number,
  root: RngStream,
): PlannedAudit[] {
  return config.audits.map(({ id, participant, canaries: count, rounds }, index) => {
    const target = participants[participant];
    const held = target.examples.length;
    if (count > held) {
      const message = `audits.${id}.canaries is ${count}, and participant ${participant} holds ${held} examples`;
      throw new PlanProblem(message, ["audits", index, "canaries"], `give an integer from 16 to ${held}`);
    }
    const rng = root.fork("audit", id);
    const examples = rng
      .fork("canaries")
      .sampleWithoutReplacement(held, count)
      .map((place) => target.examples[place]);
    const shift = rng.fork("labels");
    const coins = rng.fork("coins");
    const observed = rounds ?? Array.from({ length: config.training.rounds }, (_, i) => i + 1);
    return {
      id,
      participant,
      turns: [...observed].sort((a, b) => a - b).map((round) => ({ participant, round })),
      facts: factsOf(config, [target], aggregator),
      canaries: {
        examples,
        labels: examples.map((example) => (labels[example] + 1 + shift.integer(classes - 1)) % classes),
      },
      isIn: Array.from(examples, () => coins.uniform() < 0.5),
    };
  });
}
