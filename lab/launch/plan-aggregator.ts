/** What the server of a run makes of its rounds, and what that releases. @module */
import type { Aggregator, AggregatorFacts } from "../../shared/plugins/aggregator.js";
import type { PluginRef } from "../../shared/plugins/load.js";
import type { Catalogue } from "../../shared/scenario/catalogue.js";
import { paramsOf, pluginRef } from "../../shared/scenario/plugin-ref.js";
import type { RunConfig } from "../../shared/scenario/schema.js";
import { findPlugin } from "./find-plugin.js";
import { PlanProblem } from "./plan-problem.js";
import { calibrator } from "./privacy-target.js";
import { refuseInsecureAggregate } from "./refuse-insecure.js";
import { refuseUnaccountable } from "./refuse-unaccountable.js";

export interface PlannedAggregator extends Pick<Aggregator, "bounding" | "knownDefences" | "release"> {
  /** with the parameters in force */
  readonly ref: PluginRef;
  readonly facts: AggregatorFacts;
}

/**
 * @param turns how often each participant takes a turn
 * @param parameters P
 * @throws {ImpossibleCombination} from an aggregator that cannot work in this run
 * @throws {PlanProblem} when an accountant of the run cannot account for what it releases
 */
export function planAggregator(
  config: RunConfig,
  catalogue: Catalogue,
  turns: Uint32Array,
  parameters: number,
): PlannedAggregator {
  const { aggregator: choice } = config.server;
  const facts = factsOf(config, turns, parameters);
  const plugin = findPlugin(catalogue, "aggregator", choice.kind);
  const params = paramsOf("aggregator", choice);
  const { bounding, knownDefences, release, ...created } = plugin.create(plugin.params.parse(params), {
    facts,
    calibrate: (epsilon, releaseOf) => {
      const { counts } = releaseOf(1);
      const calibrate = calibrator(config.privacy, counts === "rounds" ? facts.rounds : facts.turns);
      return calibrate(epsilon, (candidate) => releaseOf(candidate));
    },
  });
  if (release !== undefined) refuseUnaccountable(release, config.privacy, choice.kind);
  refuseInsecureAggregate(release, choice.kind, config.privacy);
  if (release !== undefined) refuseBudget(config.privacy, choice.kind);
  return {
    ref: { ...pluginRef("aggregator", choice), params: created.params ?? params },
    facts,
    ...(bounding !== undefined && { bounding }),
    ...(knownDefences !== undefined && { knownDefences }),
    ...(release !== undefined && { release }),
  };
}

/**
 * A budget is about what each participant releases by itself. Here that is bare, or a share of the noise that is sized for
 * how many take part: whoever withdrew would take its share along.
 */
function refuseBudget({ budget }: RunConfig["privacy"], kind: string): void {
  if (budget === undefined) return;
  const message = `a budget is for what participants promise themselves, and here ${kind} makes the promise`;
  throw new PlanProblem(message, ["privacy", "budget"], `remove it, and give ${kind} a targetEpsilon`);
}

function factsOf(
  { training, participants, server, privacy, limits }: RunConfig,
  turns: Uint32Array,
  parameters: number,
) {
  const { schedule, cohort, rounds, update, weighting, uploadFraction, downloadFraction } = training;
  const facts: AggregatorFacts = {
    parameters,
    participants: participants.count,
    schedule,
    ...(cohort !== undefined && { cohort }),
    rounds,
    turns: turns.reduce((most, count) => Math.max(most, count), 0),
    ...(limits.minUpdates !== undefined && { minUpdates: limits.minUpdates }),
    update,
    weighting,
    uploadFraction,
    downloadFraction,
    sees: server.sees,
    unit: privacy.unit,
    delta: privacy.delta,
  };
  return facts;
}
