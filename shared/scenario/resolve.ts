/** From a scenario as written to what will run: variants apart, defaults filled in, every name known. @module */
import type { Catalogue } from "./catalogue.js";
import { checkControls } from "./check-controls.js";
import { checkRun } from "./checks.js";
import { choicesIn } from "./choices.js";
import { ScenarioError } from "./diagnostics.js";
import type { Diagnostic } from "./diagnostics.js";
import { checkExpectations } from "./expectations.js";
import { explainIssues } from "./explain.js";
import { shortHash } from "./hash.js";
import { shapeOf } from "./json-shape.js";
import { parseOverride } from "./overrides.js";
import { parseParams } from "./params.js";
import { parseScenario } from "./parse.js";
import type { Path } from "./path.js";
import { ownKeys } from "./plugin-ref.js";
import { scenarioSchema } from "./schema.js";
import type { Expectation, RunConfig, ScenarioFile } from "./schema.js";
import { toValue } from "./tree.js";
import { expandVariants } from "./variants.js";
import type { VariantTree } from "./variants.js";

export interface ResolvedVariant {
  readonly name: string;
  readonly config: RunConfig;
}

export interface ResolvedScenario {
  readonly name: string;
  readonly question: string;
  /** path of the scenario file, as given */
  readonly file: string;
  /** in the order of the file; the only one of a scenario that lists none is named "run" */
  readonly variants: readonly ResolvedVariant[];
  /** those about `variants` */
  readonly expect: readonly Expectation[];
  /** repetitions, with seeds `config.seed`, `config.seed + 1`, ... */
  readonly seeds: number;
  /** 8 hex digits, the same for the same content */
  readonly hash: string;
}

/** A scenario as written, with its overrides put in, before plug-ins are looked up. */
export interface ReadScenario {
  readonly file: string;
  readonly trees: readonly VariantTree[];
  readonly problems: readonly Diagnostic[];
}

/**
 * Reads the text of a scenario and puts overrides in; overrides that cannot be read become problems.
 * @param overrides `key=value` arguments
 * @param only names of the variants to keep; all of them by default
 * @throws {ScenarioError} when the text cannot be read
 */
export function readScenario(
  text: string,
  file: string,
  overrides: readonly string[] = [],
  only?: readonly string[],
): ReadScenario {
  const unread: Diagnostic[] = [];
  const parsed = overrides.flatMap((argument) => {
    try {
      return [parseOverride(argument)];
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      unread.push(...error.diagnostics);
      return [];
    }
  });
  const { trees, problems } = expandVariants(parseScenario(text, file), parsed, only);
  return { file, trees, problems: [...unread, ...problems] };
}

/**
 * Checks everything and fills in defaults.
 * @throws {ScenarioError} with every problem of every variant
 */
export function resolveScenario(
  { file, trees, problems: earlier }: ReadScenario,
  catalogue: Catalogue,
): ResolvedScenario {
  const parsed = trees.map((variant) => ({ name: variant.name, ...parseVariant(variant, catalogue) }));
  const problems = [...earlier, ...parsed.flatMap((variant) => variant.problems)];
  const configs = new Map(
    parsed.flatMap(({ name, config }) => (config === undefined ? [] : [[name, config] as const])),
  );
  const [first] = trees;
  const written = parsed.find(({ scenario }) => scenario !== undefined)?.scenario;
  const declared = Object.keys(written?.variants ?? {});
  const names = declared.length > 0 ? declared : trees.map(({ name }) => name);
  if (first && written) problems.push(...checkExpectations(written.expect, { names, configs }, first.tree, catalogue));
  problems.push(...trees.flatMap((tree) => checkControls(configs.get(tree.name), tree, names)));
  if (problems.length > 0 || written === undefined) throw new ScenarioError(problems);

  const { name, question, seeds } = written;
  const expect = written.expect.filter(({ variant }) => configs.has(variant));
  const variants = [...configs].map(([variant, config]) => ({ name: variant, config }));
  const content = { name, question, variants, expect, seeds };
  return deepFreeze({ ...content, file, hash: shortHash(content) });
}

interface ParsedVariant {
  readonly scenario?: ScenarioFile;
  readonly config?: RunConfig;
  readonly problems: readonly Diagnostic[];
}

function parseVariant({ tree }: VariantTree, catalogue: Catalogue): ParsedVariant {
  const parsed = scenarioSchema.safeParse(toValue(tree));
  const subject = { tree, at: [], shape: shapeOf(scenarioSchema) };
  const problems = parsed.success ? [] : explainIssues(parsed.error.issues, subject);
  const filled = choicesIn(tree).flatMap((choice) => {
    const params = parseParams(tree, choice, catalogue);
    if (params.ok) return [{ ...choice, ...params }];
    problems.push(...params.problems);
    return [];
  });
  if (!parsed.success) return { problems };
  const { variants: _variants, expect: _expect, ...config } = structuredClone(parsed.data);
  for (const { kind, path, params, module } of filled) {
    const choice = valueAt(config, path);
    for (const key of Object.keys(choice)) if (!ownKeys[kind].includes(key)) delete choice[key];
    Object.assign(choice, params, module === undefined ? {} : { module });
  }
  const conflicts = checkRun(config, tree, catalogue);
  const all = [...problems, ...conflicts];
  return { scenario: parsed.data, problems: all, ...(problems.length === 0 && { config }) };
}

function valueAt(value: unknown, path: Path): Record<string, unknown> {
  return path.reduce((at, step) => (at as Record<string | number, unknown>)[step], value) as Record<string, unknown>;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
