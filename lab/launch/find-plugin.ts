/** @module */
import type { Catalogue } from "../../shared/scenario/catalogue.js";

/** @throws {RangeError} when the catalogue has no such plug-in */
export function findPlugin<K extends Parameters<Catalogue["find"]>[0]>(catalogue: Catalogue, kind: K, name: string) {
  const plugin = catalogue.find(kind, name);
  if (plugin === undefined) throw new RangeError(`there is no ${kind} named ${name}`);
  return plugin;
}
