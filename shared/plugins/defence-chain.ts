/** A participant's defences, in order. @module */
import { rawRelease } from "../privacy/planned-release.js";
import type { Defence, DefenceInit, DefencePlugin, TurnFacts } from "./defence.js";
import { ImpossibleCombination } from "./plugin.js";

/** A defence and the parameters it is asked for with. */
export interface DefenceRequest {
  readonly plugin: DefencePlugin;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A defence that cannot come where it stands. */
export class MisplacedDefence extends ImpossibleCombination {
  readonly request: DefenceRequest;

  constructor(request: DefenceRequest) {
    const { name } = request.plugin;
    super(`${name} computes the gradient itself, so that no defence can come before it`, {
      hint: `put ${name} first in the list of defences, and no other such defence after it`,
    });
    this.request = request;
  }
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
  return requests.map((request, index) => {
    const { plugin, params } = request;
    const defence = plugin.create(plugin.params.parse(params), { facts, before, calibrate });
    if (index > 0 && defence.lotGradient !== undefined) throw new MisplacedDefence(request);
    before = defence.release(before, facts, 1);
    return defence;
  });
}
