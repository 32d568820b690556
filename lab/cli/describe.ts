/** `fedleak describe`: one plug-in, its source, its threat model, its parameters. @module */
import { resolve } from "node:path";
import type { Command } from "commander";
import type { AttackPlugin } from "../../shared/plugins/attack.js";
import type { Accountant } from "../../shared/plugins/accountant.js";
import type { Metric } from "../../shared/plugins/metric.js";
import { isPluginPath, pluginKinds } from "../../shared/scenario/catalogue.js";
import type { PluginKind } from "../../shared/scenario/catalogue.js";
import { allowedBy, shapeOf } from "../../shared/scenario/json-shape.js";
import { nearest } from "../../shared/scenario/nearest.js";
import { listed } from "../report/words/format.js";
import { shelves } from "../plugins/built-in.js";
import { pluginCache } from "../plugins/cache.js";
import { loadPlugin } from "../plugins/load.js";
import { PluginError } from "../plugins/plugin-error.js";
import { kindNamed, kinds } from "./shelf.js";
import { UsageError } from "./usage-error.js";

type Thing = (typeof shelves)[string][number];

export function registerDescribe(program: Command): void {
  program
    .command("describe")
    .description("describe one of them: what it does, where it comes from, what it takes")
    .argument("<kind>", kinds.join(", "))
    .argument("<name>", "a name that `fedleak list` shows, or the path of a plug-in")
    .option("--json", "print one JSON document")
    .action(async (word: string, name: string, { json }: { json?: boolean }) => {
      const kind = kindNamed(word);
      const facts = describe(kind, await find(kind, name));
      process.stdout.write(json ? `${JSON.stringify(facts, null, 2)}\n` : inWords(facts));
    });
}

async function find(kind: string, name: string): Promise<Thing> {
  const pluginKind = pluginKinds.find((known) => known === kind);
  if (pluginKind !== undefined && isPluginPath(name)) return loadFromPath(pluginKind, name);
  const thing = shelves[kind].find((one) => one.name === name);
  if (thing !== undefined) return thing;
  const names = shelves[kind].map((one) => one.name);
  const guess = nearest(name, names);
  const question = guess === undefined ? "" : `; did you mean ${guess}?`;
  throw new UsageError(`there is no ${kind} ${JSON.stringify(name)}${question}`, `choose one of ${names.join(", ")}`);
}

async function loadFromPath(kind: PluginKind, path: string): Promise<Thing> {
  try {
    return (await loadPlugin(resolve(path), kind, pluginCache())).plugin;
  } catch (error) {
    if (!(error instanceof PluginError)) throw error;
    throw new UsageError(`${path}: ${error.message}`, error.hint);
  }
}

interface Facts {
  readonly kind: string;
  readonly name: string;
  readonly summary: string;
  readonly reference: Thing["reference"];
  readonly threat?: AttackPlugin["threat"];
  /** of an accountant: what its epsilon is worth */
  readonly gives?: Accountant["kind"];
  readonly unit?: Metric["unit"];
  readonly leaksMoreWhen?: Metric["leaksMoreWhen"];
  /** of a metric of class representatives: who is measured beside the attack */
  readonly comparedWith?: { readonly controls: readonly string[]; readonly ceilings: readonly string[] };
  readonly parameters?: readonly Parameter[];
}

interface Parameter {
  readonly name: string;
  /** in words, range included */
  readonly allowed: string;
  readonly required: boolean;
  readonly default?: unknown;
  readonly description: string;
}

function describe(kind: string, thing: Thing): Facts {
  const { name, summary, reference } = thing;
  return {
    kind,
    name,
    summary,
    reference,
    ...("threat" in thing && { threat: thing.threat }),
    ...("epsilon" in thing && { gives: thing.kind }),
    ...("leaksMoreWhen" in thing && { unit: thing.unit, leaksMoreWhen: thing.leaksMoreWhen }),
    ...("ceilings" in thing && { comparedWith: comparisonsOf(thing) }),
    ...("params" in thing && { parameters: parametersOf(thing) }),
  };
}

function comparisonsOf({ controls, knownControls = {}, ceilings }: Extract<Thing, { ceilings: unknown }>) {
  return { controls: [...Object.keys(knownControls), ...controls], ceilings };
}

function parametersOf({ params }: Extract<Thing, { params: unknown }>): Parameter[] {
  const { properties = {}, required = [] } = shapeOf(params);
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    allowed: allowedBy(shape),
    required: required.includes(name),
    ...(shape.default !== undefined && { default: shape.default }),
    description: shape.description ?? "",
  }));
}

function inWords({ kind, name, summary, reference, threat, gives, unit, leaksMoreWhen, ...more }: Facts): string {
  const { comparedWith, parameters } = more;
  const lines = [`${kind} ${name}`, `  ${summary}`, `  ${reference.title} (${reference.year}), ${reference.url}`];
  if (threat !== undefined) {
    const item = (what: string) => `    - ${what}`;
    lines.push("", "threat model", `  ${threat.behaviour}, at the seat: ${threat.seat}`);
    lines.push("  sees", ...threat.sees.map(item), "  knows", ...threat.knows.map(item));
  }
  if (gives !== undefined) {
    lines.push("", gives === "upper-bound" ? "an upper bound" : "an approximation, which may be less than the truth");
  }
  if (unit !== undefined) lines.push("", `unit ${unit}; leaks more when ${String(leaksMoreWhen)}`);
  if (comparedWith !== undefined) {
    const { controls, ceilings } = comparedWith;
    lines.push(`controls: ${listed(controls)}; ceilings: ${ceilings.length > 0 ? listed(ceilings) : "none"}`);
  }
  if (parameters !== undefined) lines.push("", "parameters", ...parameters.flatMap(parameterLines));
  if (parameters?.length === 0) lines.push("  none");
  return `${lines.join("\n")}\n`;
}

function parameterLines({ name, allowed, required, default: value, description }: Parameter): string[] {
  const fallback = value === undefined ? (required ? "required" : "optional") : `default ${JSON.stringify(value)}`;
  return [`  ${name}  (${fallback})`, `    ${description}`, `    ${allowed}`];
}
