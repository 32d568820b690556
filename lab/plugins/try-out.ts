/** Creates every plug-in of a run as the run will, to learn beforehand what cannot work. @module */
import type { AttackInit } from "../../shared/plugins/attack.js";
import { MisplacedDefence } from "../../shared/plugins/defence-chain.js";
import type { PluginRef } from "../../shared/plugins/load.js";
import type { ParticipantAttackInit } from "../../shared/plugins/participant-attack.js";
import type { ImpossibleCombination } from "../../shared/plugins/plugin.js";
import type { Examples } from "../../shared/plugins/task.js";
import type { Catalogue, PluginKind, PluginKinds } from "../../shared/scenario/catalogue.js";
import { choicesIn } from "../../shared/scenario/choices.js";
import { diagnostic } from "../../shared/scenario/diagnostics.js";
import type { Diagnostic } from "../../shared/scenario/diagnostics.js";
import { canonicalJson } from "../../shared/scenario/hash.js";
import { formatPath } from "../../shared/scenario/path.js";
import { paramsOf } from "../../shared/scenario/plugin-ref.js";
import type { PluginChoice, RunConfig } from "../../shared/scenario/schema.js";
import { describeTree, nodeAt, originAt } from "../../shared/scenario/tree.js";
import type { Tree } from "../../shared/scenario/tree.js";
import { PlanProblem } from "../launch/plan-problem.js";
import { planRun } from "../launch/plan.js";
import type { RunPlan } from "../launch/plan.js";
import { checkTargets } from "./check-targets.js";

interface Creates {
  create(params: unknown, init: unknown): unknown;
}

/** A plug-in's refusal, and which one it was. */
class Refusal extends Error {
  readonly kind: PluginKind;
  /** of the plug-in */
  readonly plugin: string;
  readonly params: unknown;
  override readonly cause: Error;

  constructor(kind: PluginKind, plugin: string, params: unknown, cause: Error) {
    super(cause.message);
    this.kind = kind;
    this.plugin = plugin;
    this.params = params;
    this.cause = cause;
  }
}

/** The first problem of a variant that only its plug-ins can find. */
export function tryOut(config: RunConfig, tree: Tree, catalogue: Catalogue, folder: string): Diagnostic[] {
  const watched = watch(catalogue);
  try {
    const plan = planRun(config, watched, folder);
    plan.dataset.verify?.();
    createAttacks(plan, watched);
    return [...checkLots(plan, tree), ...checkTargets(plan, tree)];
  } catch (error) {
    if (error instanceof PlanProblem) return [pointAt(error, tree)];
    const refusal = error instanceof MisplacedDefence ? misplaced(error) : error;
    if (refusal instanceof Refusal) return [explain(refusal, config, tree, catalogue)];
    throw error;
  }
}

function misplaced(error: MisplacedDefence): Refusal {
  const { plugin, params } = error.request;
  return new Refusal("defence", plugin.name, params, error);
}

function pointAt({ path, message, hint }: PlanProblem, tree: Tree): Diagnostic {
  const found = describeTree(nodeAt(tree, path));
  return diagnostic(originAt(tree, path), { path: formatPath(path), message, found, hint });
}

/** A lot is drawn from what its participant holds. */
function checkLots({ config, participants }: RunPlan, tree: Tree): Diagnostic[] {
  const { batchSize, update } = config.training;
  // lots of local training shrink to what there is
  if (update === "delta") return [];
  const least = participants.reduce((a, b) => (b.facts.examples < a.facts.examples ? b : a));
  const { examples } = least.facts;
  if (batchSize <= examples) return [];
  const path = ["training", "batchSize"];
  return [
    diagnostic(originAt(tree, path), {
      path: formatPath(path),
      message: `training.batchSize is more than the ${examples} examples of participant ${least.participant}`,
      found: String(batchSize),
      ...(examples > 0 && { allowed: `an integer from 1 to ${examples}` }),
      hint: "lower it, or give every participant more examples",
    }),
  ];
}

/** The same plug-ins, whose refusals say which one it was. */
function watch(catalogue: Catalogue): Catalogue {
  const find = <K extends PluginKind>(kind: K, name: string): PluginKinds[K] | undefined => {
    const plugin = catalogue.find(kind, name);
    if (plugin === undefined) return undefined;
    const watched = <T>(params: unknown, step: () => T): T => {
      try {
        return step();
      } catch (error) {
        throw new Refusal(kind, plugin.name, params, error instanceof Error ? error : new Error(String(error)));
      }
    };
    const create = (params: never, init: never): unknown => {
      const instance = watched(params, () => (plugin as Creates).create(params, init));
      if (kind !== "partition" && kind !== "dataset") return instance;
      // what these do later can be refused, too
      return new Proxy(instance as object, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name);
          if (typeof value !== "function") return value;
          return (...args: unknown[]): unknown => watched(params, () => Reflect.apply(value, target, args) as unknown);
        },
      });
    };
    return { ...plugin, create } as PluginKinds[K];
  };
  return { ...catalogue, find };
}

function createAttacks(plan: RunPlan, catalogue: Catalogue): void {
  const { config, dataset, network, attacks, participantAttacks, participants, root } = plan;
  const auxiliary: Examples = dataset.open("test").gather([0]);
  const rng = root.fork("try-out");
  for (const { attack, facts } of attacks) {
    create(catalogue, attack, { ...facts, network, classes: network.classes, auxiliary, rng } satisfies AttackInit);
  }
  const { rounds, learningRate } = config.training;
  for (const { attack, participant, defences } of participantAttacks) {
    const { facts, examples } = participants[participant];
    create(catalogue, attack, {
      ...{ network, classes: dataset.classes, participant, participants: participants.length },
      ...{ rounds, learningRate, facts, defences, rng, own: dataset.open("train").gather(examples) },
    } satisfies ParticipantAttackInit);
  }
}

function create(catalogue: Catalogue, { kind, params }: PluginRef, init: unknown): void {
  const plugin = catalogue.find("attack", kind);
  if (plugin !== undefined) (plugin as Creates).create(plugin.params.parse(params), init);
}

/** Points at the parameter that was refused. */
function explain({ kind, plugin, params, cause }: Refusal, config: RunConfig, tree: Tree, catalogue: Catalogue) {
  const choice = choicesIn(tree).find(({ kind: other, path, name }) => {
    if (other !== kind || catalogue.find(kind, name.value)?.name !== plugin) return false;
    const written = path.reduce<unknown>((at, step) => (at as Record<string | number, unknown>)[step], config);
    return canonicalJson(paramsOf(kind, written as PluginChoice)) === canonicalJson(params);
  });
  // a plug-in named by path may have its own copy of the class
  const { parameter = [], hint } = cause.name === "ImpossibleCombination" ? (cause as ImpossibleCombination) : {};
  const path = [...(choice?.path ?? []), ...parameter];
  const found = nodeAt(tree, path);
  return diagnostic(originAt(tree, path), {
    path: formatPath(path),
    message: cause.message,
    ...(parameter.length > 0 && found && { found: describeTree(found) }),
    ...(hint !== undefined && { hint }),
  });
}
