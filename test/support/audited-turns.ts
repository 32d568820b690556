/** An audit in this process: the real turns of a participant with planted canaries, seen by the real auditor. @module */
import { plant } from "../../client/turn/plant.js";
import { takeTurn, type Training } from "../../client/turn/take-turn.js";
import { Auditor } from "../../server/audit/auditor.js";
import { datasets } from "../../shared/datasets/index.js";
import { sgdStep } from "../../shared/learning/sgd.js";
import { models } from "../../shared/models/index.js";
import { createChain } from "../../shared/plugins/defence-chain.js";
import type { DefencePlugin, TurnFacts } from "../../shared/plugins/defence.js";
import { accountantNamed } from "../../shared/privacy/accountants/index.js";
import { claimedProfile } from "../../shared/privacy/audit/claimed-profile.js";
import type { ClaimedPoint } from "../../shared/privacy/audit/one-run-trade-off.js";
import type { DpEvent } from "../../shared/privacy/events.js";
import { RngStream } from "../../shared/random/rng-stream.js";

export interface AuditedTurns {
  readonly defence: DefencePlugin;
  readonly params: Readonly<Record<string, number>>;
  /** all of a participant's examples are in every lot */
  readonly examples: number;
  /** the first of them are canaries */
  readonly canaries: number;
  readonly turns: number;
  readonly rng: RngStream;
}

export interface Audited {
  readonly scores: Float64Array;
  readonly isIn: readonly boolean[];
  /** of all that the turns said they released */
  readonly profile: readonly ClaimedPoint[];
}

const store = datasets[0].create({}, { folder: "." }).open("train");
const network = models.find(({ name }) => name === "softmax")!.create({}, { inputShape: [28, 28, 1], classes: 10 });

export async function auditedTurns(audited: AuditedTurns): Promise<Audited> {
  const { defence, params, examples: count, turns, rng } = audited;
  const examples = Int32Array.from({ length: count }, (_, i) => 7 * i);
  const canaries = examples.slice(0, audited.canaries);
  const labels = canaries.map((example) => (store.labels[example] + 1 + (example % 9)) % 10);
  const coins = rng.fork("coins");
  const isIn = Array.from(canaries, () => coins.uniform() < 0.5);
  const facts: TurnFacts = {
    ...{ update: "gradient", sampling: "poisson", batchSize: count, localSteps: 1, examples: count, turns },
    ...{ everyRound: true, parameters: 7850, unit: "example" },
  };
  const training: Training = {
    ...{ network, examples, facts, learningRate: 0.1, uploadFraction: 1, select: "largest", threshold: 0 },
    ...plant(store, { examples: canaries, labels, absent: canaries.filter((_, i) => !isIn[i]) }),
    defences: createChain([{ plugin: defence, params }], facts, () => 1),
    rng: rng.fork("participant"),
  };
  const auditor = new Auditor({
    ...{ network, update: "gradient", batchSize: count, examplesEach: count, learningRate: 0.1 },
    defences: [{ kind: defence.name, params }],
    canaries: { ...store.gather(canaries), labels },
    others: store.gather(examples.slice(audited.canaries)),
  });
  const events: DpEvent[] = [];
  let weights = network.initialise(RngStream.fromSeed(1));
  for (let round = 1; round <= turns; round++) {
    const { update, release } = await takeTurn(training, round, weights);
    auditor.observe({ participant: 0, round, weights, update });
    events.push(release.event);
    weights = sgdStep(weights, update, 0.1);
  }
  const sound = ["rdp", "gdp"].map(accountantNamed);
  return { scores: auditor.scores, isIn, profile: claimedProfile(sound, events, "add-or-remove-one") };
}
