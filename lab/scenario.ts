/** From the path of a scenario file to what will run. @module */
import { readFile, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Catalogue } from "../shared/scenario/catalogue.js";
import { diagnostic, ScenarioError } from "../shared/scenario/diagnostics.js";
import { readScenario, resolveScenario } from "../shared/scenario/resolve.js";
import type { ReadScenario, ResolvedScenario } from "../shared/scenario/resolve.js";
import { pluginCache } from "./plugins/cache.js";
import { catalogueFor, rebasePaths } from "./plugins/catalogue.js";
import { tryOut } from "./plugins/try-out.js";

export interface LoadOptions {
  /** names of the variants to keep; all of them by default */
  readonly variants?: readonly string[];
  /** where plug-ins named by path are compiled to; by default the user's cache */
  readonly outDir?: string;
}

export interface LoadedScenario {
  readonly scenario: ResolvedScenario;
  /** knows the plug-ins that the scenario names by path, too */
  readonly catalogue: Catalogue;
  /** the file as it was */
  readonly text: string;
  /** absolute; where relative paths in the scenario start */
  readonly folder: string;
}

/**
 * Reads, resolves and tries out a scenario; nothing is started.
 * @param overrides `key=value` arguments, stronger than file and variants
 * @throws {ScenarioError} with every problem found
 */
export async function loadScenario(
  file: string,
  overrides: readonly string[] = [],
  { variants, outDir = pluginCache() }: LoadOptions = {},
): Promise<LoadedScenario> {
  const text = await readText(file);
  const read = rebasePaths(readScenario(text, file, overrides, variants), process.cwd());
  const catalogue = await catalogueFor(read, outDir);
  const scenario = resolveScenario(read, catalogue);
  const folder = resolve(dirname(file));
  refuseImpossible(scenario, read, catalogue, folder);
  return { scenario, catalogue, text, folder };
}

function refuseImpossible(
  scenario: ResolvedScenario,
  { trees }: ReadScenario,
  catalogue: Catalogue,
  folder: string,
): void {
  const problems = scenario.variants.flatMap(({ name, config }) => {
    const variant = trees.find((other) => other.name === name);
    return variant === undefined ? [] : tryOut(config, variant.tree, catalogue, folder);
  });
  if (problems.length > 0) throw new ScenarioError(problems);
}

async function readText(file: string): Promise<string> {
  const fail = (message: string, hint: string) =>
    new ScenarioError([diagnostic({ file }, { path: "", message, hint })]);
  const found = await stat(file).catch(() => undefined);
  if (found === undefined)
    throw fail("there is no such file", "give the path of a scenario, such as scenarios/quickstart.yaml");
  if (!found.isFile()) throw fail("this is a directory, not a scenario", "give the path of a YAML file in it");
  const bytes = await readFile(file);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw fail("is not a text file in UTF-8", "give the path of a scenario, a YAML file");
  }
}
