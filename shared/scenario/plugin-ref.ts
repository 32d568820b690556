/** From a choice in a resolved scenario to the reference that processes are given. @module */
import type { PluginRef } from "../plugins/load.js";
import type { PluginKind } from "./catalogue.js";
import type { PluginChoice } from "./schema.js";

/** Keys of a choice, as written, that belong to the scenario. No plug-in may have a parameter of that name. */
export const ownKeys: Readonly<Record<PluginKind, readonly string[]>> = {
  dataset: ["kind"],
  partition: ["kind"],
  model: ["kind", "extraClasses"],
  defence: ["kind", "participants"],
  aggregator: ["kind"],
  attack: ["kind", "id", "seat", "target", "participant", "controls"],
};

/** What of a resolved choice belongs to the plug-in. */
export function paramsOf(kind: PluginKind, choice: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const others = [...ownKeys[kind], "module"];
  return Object.fromEntries(Object.entries(choice).filter(([key]) => !others.includes(key)));
}

/** A resolved choice's plug-in and parameters, as processes are given them. */
export function pluginRef(kind: PluginKind, choice: PluginChoice): PluginRef {
  const ref = { kind: choice.kind, params: paramsOf(kind, choice) };
  return typeof choice.module === "string" ? { ...ref, module: choice.module } : ref;
}
