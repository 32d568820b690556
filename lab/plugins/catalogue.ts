/** The built-in plug-ins and those that a scenario names by path. @module */
import { dirname, relative, resolve } from "node:path";
import { isPluginPath } from "../../shared/scenario/catalogue.js";
import type { AnyPlugin, Catalogue, LoadProblem, PluginKind, PluginKinds } from "../../shared/scenario/catalogue.js";
import { choicesIn } from "../../shared/scenario/choices.js";
import type { Choice } from "../../shared/scenario/choices.js";
import { applyOverride } from "../../shared/scenario/overrides.js";
import type { ReadScenario } from "../../shared/scenario/resolve.js";
import { nodeAt } from "../../shared/scenario/tree.js";
import type { Mapping } from "../../shared/scenario/tree.js";
import type { Path } from "../../shared/scenario/path.js";
import { builtIn } from "./built-in.js";
import { loadPlugin } from "./load.js";
import { PluginError } from "./plugin-error.js";

/** What became of a plug-in named by path. */
interface External {
  readonly plugin?: AnyPlugin;
  readonly module?: string;
  readonly problem?: LoadProblem;
}

/** Loads every plug-in that `scenario` names by path; those that cannot be loaded become problems of the catalogue. */
export async function catalogueFor(scenario: ReadScenario, outDir: string): Promise<Catalogue> {
  const external = new Map<string, External>();
  const keyOf = (kind: PluginKind, name: string) => `${kind} ${name}`;
  const named = scenario.trees.flatMap(({ tree }) => choicesIn(tree)).filter(({ name }) => isPluginPath(name.value));
  for (const { kind, name } of named) {
    const key = keyOf(kind, name.value);
    if (!external.has(key)) external.set(key, await load(kind, name.value, scenario.file, outDir));
  }
  const get = (kind: PluginKind, name: string) => external.get(keyOf(kind, name));
  return {
    find: <K extends PluginKind>(kind: K, name: string) =>
      (get(kind, name)?.plugin as PluginKinds[K] | undefined) ?? builtIn.find(kind, name),
    names: builtIn.names,
    module: (kind, name) => get(kind, name)?.module,
    problem: (kind, name) => get(kind, name)?.problem,
  };
}

async function load(kind: PluginKind, path: string, scenarioFile: string, outDir: string): Promise<External> {
  try {
    return await loadPlugin(resolve(dirname(scenarioFile), path), kind, outDir);
  } catch (error) {
    if (!(error instanceof PluginError)) throw error;
    return { problem: { message: `the ${kind} ${path} cannot be loaded: ${error.message}`, hint: error.hint } };
  }
}

/** Fields that name a file. */
const fileFields: readonly Path[] = [
  ["training", "initialWeights"],
  ["training", "replay"],
];

/** Paths from the command line are relative to the working directory: makes them relative to the scenario file. */
export function rebasePaths(scenario: ReadScenario, workingDirectory: string): ReadScenario {
  const base = resolve(dirname(scenario.file));
  const isTyped = ({ name }: Choice) => name.origin.line === undefined && isPluginPath(name.value);
  const rebase = (tree: Mapping, choice: Choice): Mapping => {
    const path = relative(base, resolve(workingDirectory, choice.name.value)).replaceAll("\\", "/");
    const value = path.startsWith(".") ? path : `./${path}`;
    const { origin } = choice.name;
    return applyOverride(tree, { path: [...choice.path, "kind"], key: origin, value: { ...choice.name, value } });
  };
  const rebaseField = (tree: Mapping, path: Path): Mapping => {
    const node = nodeAt(tree, path);
    if (node?.type !== "scalar" || typeof node.value !== "string" || node.origin.line !== undefined) return tree;
    const value = resolve(workingDirectory, node.value);
    return applyOverride(tree, { path, key: node.origin, value: { ...node, value } });
  };
  const trees = scenario.trees.map(({ name, tree }) => ({
    name,
    tree: fileFields.reduce(rebaseField, choicesIn(tree).filter(isTyped).reduce(rebase, tree)),
  }));
  return { ...scenario, trees };
}
