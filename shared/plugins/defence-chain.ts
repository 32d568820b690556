/** A participant's defences, in order. @module */
import { rawRelease } from "../privacy/planned-release.js";
import type { Defence, DefenceInit, DefencePlugin, TurnFacts } from "./defence.js";

/** A defence and the parameters it is asked for with. */
export interface DefenceRequest {
  readonly plugin: DefencePlugin;
  readonly params: Readonly<Record<string, unknown>>;
}

/**
 * Creates each defence with what the ones before it have established.
 * @throws {ImpossibleCombination} from the first that cannot work after those before it
 */
export function createChain(
  requests: readonly DefenceRequest[],
  facts: TurnFacts,
  calibrate: DefenceInit["calibrate"],
): readonly Defence[] {
  let before = rawRelease;
  return requests.map(({ plugin, params }) => {
    const defence = plugin.create(plugin.params.parse(params), { facts, before, calibrate });
    before = defence.release(before, facts);
    return defence;
  });
}
