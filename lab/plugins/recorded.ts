/** The plug-ins named by path of a recorded run: the copies that it kept, whatever has become of their sources. @module */
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { AnyPlugin, Catalogue, PluginKind, PluginKinds } from "../../shared/scenario/catalogue.js";
import type { PluginChoice, RunConfig } from "../../shared/scenario/schema.js";
import { checkPlugin } from "./load.js";
import { PluginError } from "./plugin-error.js";

export interface RecordedPlugins {
  /** names the copies */
  readonly config: RunConfig;
  /** knows them, and everything that `others` knows */
  readonly catalogue: Catalogue;
}

/**
 * @param directory the run's folder of plug-ins
 * @throws {PluginError} when a copy cannot be used
 */
export async function recordedPlugins(
  config: RunConfig,
  directory: string,
  others: Catalogue,
): Promise<RecordedPlugins> {
  const copy = structuredClone(config);
  const known = new Map<string, { readonly plugin: AnyPlugin; readonly module: string }>();
  const keyOf = (kind: PluginKind, name: string): string => `${kind} ${name}`;
  for (const [kind, choice] of choicesOf(copy)) {
    if (typeof choice.module !== "string") continue;
    choice.module = pathToFileURL(join(directory, basename(fileURLToPath(choice.module)))).href;
    const module = choice.module as string;
    known.set(keyOf(kind, choice.kind), { plugin: await load(kind, choice.kind, module), module });
  }
  const get = (kind: PluginKind, name: string) => known.get(keyOf(kind, name));
  return {
    config: copy,
    catalogue: {
      ...others,
      find: <K extends PluginKind>(kind: K, name: string) =>
        (get(kind, name)?.plugin as PluginKinds[K] | undefined) ?? others.find(kind, name),
      module: (kind, name) => get(kind, name)?.module ?? others.module(kind, name),
    },
  };
}

function choicesOf({ task, participants, attacks }: RunConfig): (readonly [PluginKind, PluginChoice])[] {
  return [
    ["dataset", task.dataset],
    ["model", task.model],
    ["partition", participants.partition],
    ...participants.defences.map((choice) => ["defence", choice] as const),
    ...attacks.map((choice) => ["attack", choice] as const),
  ];
}

async function load(kind: PluginKind, name: string, module: string): Promise<AnyPlugin> {
  try {
    return checkPlugin(((await import(module)) as { default?: unknown }).default, kind);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PluginError(`the ${kind} ${name} that the run kept cannot be loaded: ${why}`, "run the scenario again");
  }
}
