/** What each participant of a run will do. @module */
import { localStepsOf } from "../../shared/learning/local-steps.js";
import { createChain } from "../../shared/plugins/defence-chain.js";
import type { Defence, DefencePlugin, TurnFacts } from "../../shared/plugins/defence.js";
import type { PluginRef } from "../../shared/plugins/load.js";
import { plannedRelease, plannedReleases, type PlannedRelease } from "../../shared/privacy/planned-release.js";
import { usesDefence } from "../../shared/scenario/attack-seats.js";
import type { Catalogue } from "../../shared/scenario/catalogue.js";
import { paramsOf, pluginRef } from "../../shared/scenario/plugin-ref.js";
import type { DefenceChoice, RunConfig } from "../../shared/scenario/schema.js";
import { findPlugin } from "./find-plugin.js";
import { calibrator } from "./privacy-target.js";
import { refuseInsecureDefence } from "./refuse-insecure.js";
import { refuseUnaccountable } from "./refuse-unaccountable.js";

export interface PlannedParticipant {
  readonly participant: number;
  /** indices into the training split */
  readonly examples: Int32Array;
  readonly facts: TurnFacts;
  /** with the parameters in force */
  readonly defences: readonly PluginRef[];
  /** what its first `turns` turns release together */
  readonly releases: (turns: number) => PlannedRelease;
}

interface Chain {
  readonly plugins: readonly DefencePlugin[];
  readonly chain: readonly Defence[];
  readonly refs: readonly PluginRef[];
}

/**
 * @param shards each participant's examples
 * @param turns how often each takes a turn
 * @param parameters P
 * @throws {ImpossibleCombination} from a defence that cannot work in this run
 * @throws {PlanProblem} when an accountant of the run cannot account for what a participant releases
 */
export function planParticipants(
  config: RunConfig,
  catalogue: Catalogue,
  shards: readonly Int32Array[],
  turns: Uint32Array,
  parameters: number,
): readonly PlannedParticipant[] {
  const { training, privacy, participants } = config;
  const facts = shards.map(({ length: examples }, participant): TurnFacts => {
    const { update, sampling, maxBatchSize } = training;
    // a lot of local training is never larger than what there is; that of a gradient is the same for all
    const batchSize = update === "delta" ? Math.min(training.batchSize, examples) : training.batchSize;
    const localSteps = localStepsOf({ ...training, batchSize }, examples);
    return {
      update,
      sampling,
      batchSize,
      ...(maxBatchSize !== undefined && { maxBatchSize }),
      localSteps,
      examples,
      turns: turns[participant],
      everyRound: training.cohort === undefined && training.schedule !== "asynchronous",
      parameters,
      unit: privacy.unit,
      ...(privacy.randomness === "secure" && { secureRandomness: true as const }),
    };
  });
  const used = shards.map((_, participant) =>
    participants.defences.filter((defence) => usesDefence(config, defence, participant)),
  );

  // participants with the same defences share one noise level, that of the most exposed among them
  const groups = new Map<string, number[]>();
  const keys = used.map((choices) => choices.map((choice) => participants.defences.indexOf(choice)).join());
  keys.forEach((key, participant) => {
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [participant]);
    else members.push(participant);
  });
  const chains = new Map<string, Chain>();
  for (const [key, members] of groups) {
    const exposed = mostExposed(members.map((participant) => facts[participant]));
    const calibrate = calibrator(privacy, exposed.turns);
    const chain = chainOf(used[members[0]], catalogue, exposed, calibrate);
    checkReleases(chain, exposed, privacy);
    chains.set(key, chain);
  }
  return shards.map((examples, participant) => {
    const { chain, refs } = chains.get(keys[participant]) as Chain;
    const own = facts[participant];
    return { participant, examples, facts: own, defences: refs, releases: releasesOf(chain, own) };
  });
}

/** Of the first defence that releases anything, the rest being post-processing, and of them all. */
function checkReleases({ plugins, chain }: Chain, facts: TurnFacts, privacy: RunConfig["privacy"]): void {
  const isMechanism = (length: number): boolean =>
    !["non-private", "no-op"].includes(plannedRelease(chain.slice(0, length), facts, 1).event.type);
  const first = chain.findIndex((_, index) => isMechanism(index + 1));
  if (first < 0) return;
  refuseInsecureDefence(plugins[first], privacy);
  refuseUnaccountable(releasesOf(chain, facts)(Math.max(1, facts.turns)), privacy, plugins[first].name);
}

/** Where releases differ from turn to turn, the defence has asked for a turn in every round: a turn then is a round. */
function releasesOf(chain: readonly Defence[], facts: TurnFacts): PlannedParticipant["releases"] {
  const kept = new Map<number, PlannedRelease>();
  return (turns) => {
    let releases = kept.get(turns);
    if (releases === undefined) {
      releases = plannedReleases((round) => plannedRelease(chain, facts, round), turns);
      kept.set(turns, releases);
    }
    return releases;
  };
}

function chainOf(
  choices: readonly DefenceChoice[],
  catalogue: Catalogue,
  facts: TurnFacts,
  calibrate: ReturnType<typeof calibrator>,
): Chain {
  const requests = choices.map((choice) => ({
    plugin: findPlugin(catalogue, "defence", choice.kind),
    params: paramsOf("defence", choice),
  }));
  const chain = createChain(requests, facts, calibrate);
  const refs = choices.map((choice, i) => ({
    ...pluginRef("defence", choice),
    params: chain[i].params ?? requests[i].params,
  }));
  return { plugins: requests.map(({ plugin }) => plugin), chain, refs };
}

/** One set of facts that no participant's release exceeds: the fewest examples, the most turns and steps. */
function mostExposed(peers: readonly TurnFacts[]): TurnFacts {
  const smallest = peers.reduce((a, b) => (b.examples < a.examples ? b : a));
  const turns = peers.reduce((most, facts) => Math.max(most, facts.turns), 0);
  const localSteps = peers.reduce((most, facts) => Math.max(most, facts.localSteps), 0);
  return { ...smallest, turns, localSteps };
}
