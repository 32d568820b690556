/** Which canaries an audit plants, and what its auditor sees and knows. @module */
import type { Turn } from "../../shared/plugins/attack.js";
import type { AttackFacts, CanaryFacts } from "../../shared/process/messages.js";
import type { RngStream } from "../../shared/random/rng-stream.js";
import type { AuditChoice, RunConfig } from "../../shared/scenario/schema.js";
import { factsOf, type Federated, type PlannedAttack } from "./plan-attack.js";
import { PlanProblem } from "./plan-problem.js";

export interface PlannedAudit {
  readonly id: string;
  readonly kind: AuditChoice["kind"];
  readonly participant: number;
  readonly turns: readonly Turn[];
  readonly facts: AttackFacts;
  readonly canaries: CanaryFacts;
  /** [m], the coins: whether each canary is in the data. Known to the lab and to the participant alone */
  readonly isIn: readonly boolean[];
}

/** What else of a run an audit has to do with. */
export interface Audited extends Federated {
  readonly attacks: readonly PlannedAttack[];
  /** P */
  readonly parameters: number;
  readonly classes: number;
}

/** A gradient of every canary is kept in memory, float32. */
const MOST_BYTES = 2 ** 30;

/**
 * Canaries are examples of the participant's own, drawn at random, each with a wrong class, so that its gradient stays
 * large and unlike the others'. One that a coin leaves out keeps its place, which stays empty: how many examples the
 * participant says that it holds, and its sampling rate, tell nothing about the coins.
 * @param labels of the training split
 * @throws {PlanProblem} where a participant has fewer examples than canaries are asked for, where their gradients do not
 *   fit, and where an attack is scored by that participant's data, which canaries have changed
 */
export function planAudits(
  config: RunConfig,
  { participants, aggregator, attacks, parameters, classes }: Audited,
  labels: ArrayLike<number>,
  root: RngStream,
): PlannedAudit[] {
  return config.audits.map(({ id, kind, participant, canaries: count, rounds }, index) => {
    const target = participants[participant];
    const held = target.examples.length;
    const fit = Math.floor(MOST_BYTES / (4 * parameters));
    if (count > Math.min(held, fit)) {
      const limit =
        fit < held ? `gradients of ${fit} are what fits` : `participant ${participant} holds ${held} examples`;
      const message = `audits.${id}.canaries is ${count}, and ${limit}`;
      throw new PlanProblem(message, ["audits", index, "canaries"], `give an integer up to ${Math.min(held, fit)}`);
    }
    const attack = attacks.find(({ turns }) => turns.some((turn) => turn.participant === participant));
    if (attack !== undefined) {
      const message = `attack ${attack.id} is scored by the data of participant ${participant}, in which canaries have wrong classes`;
      throw new PlanProblem(message, ["audits", index, "participant"], "attack one participant and audit another");
    }
    const rng = root.fork("audit", id);
    const examples = rng
      .fork("canaries")
      .sampleWithoutReplacement(held, count)
      .map((place) => target.examples[place]);
    const isCanary = new Set(examples);
    const shift = rng.fork("labels");
    const coins = rng.fork("coins");
    const observed = rounds ?? Array.from({ length: config.training.rounds }, (_, i) => i + 1);
    return {
      id,
      kind,
      participant,
      turns: [...observed].sort((a, b) => a - b).map((round) => ({ participant, round })),
      facts: factsOf(config, [target], aggregator),
      canaries: {
        examples,
        labels: examples.map((example) => (labels[example] + 1 + shift.integer(classes - 1)) % classes),
        others: target.examples.filter((example) => !isCanary.has(example)),
      },
      isIn: Array.from(examples, () => coins.uniform() < 0.5),
    };
  });
}
