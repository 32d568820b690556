/** An attack of a recorded run with other parameters, or another in its place. @module */
import { resolve } from "node:path";
import { isPluginPath, type Catalogue } from "../../shared/scenario/catalogue.js";
import { choicesIn } from "../../shared/scenario/choices.js";
import { diagnostic, ScenarioError } from "../../shared/scenario/diagnostics.js";
import { applyOverride, commandLine, Misfit, parseOverride, type Override } from "../../shared/scenario/overrides.js";
import { parseParams } from "../../shared/scenario/params.js";
import { parseScenario } from "../../shared/scenario/parse.js";
import { formatPath } from "../../shared/scenario/path.js";
import { ownKeys } from "../../shared/scenario/plugin-ref.js";
import type { AttackChoice, RunConfig } from "../../shared/scenario/schema.js";
import type { Mapping } from "../../shared/scenario/tree.js";
import { pluginCache } from "../plugins/cache.js";
import { catalogueFor } from "../plugins/catalogue.js";
import { recordedPlugins, type RecordedPlugins } from "../plugins/recorded.js";
import { builtIn } from "../plugins/built-in.js";
import { tryOut } from "../plugins/try-out.js";
import type { Recording } from "../runs/recording.js";

export interface AttackChange {
  /** of the attack that was recorded */
  readonly id: string;
  /** another plug-in, with its defaults; a path starts in the working directory */
  readonly kind?: string;
  /** `key=value` arguments for its parameters */
  readonly params: readonly string[];
}

/**
 * The variant's run with this attack alone, as changed, tried out.
 * @throws {ScenarioError} with every problem of the change
 */
export async function changeAttack(
  { directory, folder }: Recording,
  recorded: RunConfig,
  { id, kind, params }: AttackChange,
): Promise<RecordedPlugins> {
  const choice = recorded.attacks.find((attack) => attack.id === id) as AttackChoice;
  const named = kind !== undefined && isPluginPath(kind) ? resolve(kind) : kind;
  const tree = params.map(parameterOverride).reduce(put, treeOf(choice, named));
  const fresh =
    named === undefined
      ? builtIn
      : await catalogueFor({ file: "", trees: [{ name: id, tree }], problems: [] }, pluginCache());
  const kept = { ...recorded, attacks: named === undefined ? [choice] : [] };
  const { config, catalogue } = await recordedPlugins(kept, `${directory}/plugins`, fresh);
  const changed = { ...withoutFiles(config), attacks: [parsed(choice, tree, catalogue)] };
  const problems = tryOut(changed, tree, catalogue, folder);
  if (problems.length > 0) throw new ScenarioError(problems);
  return { config: changed, catalogue };
}

/** A scenario of this attack and nothing else, so that problems can say where they are. */
function treeOf({ module: _module, ...choice }: AttackChoice, kind: string | undefined): Mapping {
  const { id, seat, target } = choice;
  const written = kind === undefined ? choice : { id, seat, target };
  const tree = parseScenario(JSON.stringify({ attacks: [written] }), "resolved.json");
  if (kind === undefined) return tree;
  const origin = commandLine(`--kind ${kind}`);
  const value = { type: "scalar", value: kind, source: kind, origin } as const;
  return put(tree, { path: ["attacks", 0, "kind"], key: origin, value });
}

/** The override of a parameter, from the attack's own map on. */
function parameterOverride(argument: string): Override {
  const override = parseOverride(argument);
  const [key] = override.path;
  if (ownKeys.attack.includes(String(key))) {
    const hint = key === "kind" ? "name another attack with --kind" : "run the scenario again with another one";
    const message = `${key} is no parameter of an attack, and cannot be changed afterwards`;
    throw new ScenarioError([diagnostic(override.key, { path: String(key), message, hint })]);
  }
  return { ...override, path: ["attacks", 0, ...override.path] };
}

function put(tree: Mapping, override: Override): Mapping {
  try {
    return applyOverride(tree, override);
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    const { message, hint } = error;
    throw new ScenarioError([diagnostic(override.key, { path: formatPath(override.path), message, hint })]);
  }
}

function parsed({ id, seat, target }: AttackChoice, tree: Mapping, catalogue: Catalogue): AttackChoice {
  const [choice] = choicesIn(tree);
  const result = parseParams(tree, choice, catalogue);
  if (!result.ok) throw new ScenarioError(result.problems);
  const { params, module } = result;
  return { id, kind: choice.name.value, seat, target, ...params, ...(module !== undefined && { module }) };
}

/** What a run reads from files is in what it recorded. */
function withoutFiles(config: RunConfig): RunConfig {
  const { initialWeights: _initialWeights, replay: _replay, ...training } = config.training;
  return { ...config, training };
}
