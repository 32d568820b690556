/** What a tree of events comes down to. @module */
import type { Unsupported } from "../../plugins/accountant.js";
import type { DpEvent, NeighbouringRelation } from "../events.js";

/** A mechanism that adds noise to what it finds on a sample. */
export interface Noise {
  readonly mechanism: "gaussian" | "laplace";
  /** in [0, 1] */
  readonly samplingRate: number;
  /** in [0, ∞) */
  readonly noiseMultiplier: number;
}

export type Leaf =
  /** `count` independent releases of a mechanism that adds noise */
  | ({ readonly type: "noise"; readonly count: number } & Noise)
  | { readonly type: "non-private" }
  | { readonly type: "unsupported"; readonly refusal: Unsupported };

/**
 * The leaves of `event`, in order, each released `count` times; parts that release nothing leave none.
 *
 * A mechanism without sampling has a sampling rate of 1 and holds under the relation its sensitivity was stated for.
 */
export function* eventLeaves(event: DpEvent, neighbours: NeighbouringRelation, count = 1): Generator<Leaf> {
  switch (event.type) {
    case "no-op":
      return;
    case "non-private":
      if (count > 0) yield { type: "non-private" };
      return;
    case "gaussian":
    case "laplace":
      yield noiseLeaf(event, event, 1, count);
      return;
    case "poisson-sampled":
      yield sampledLeaf(event, neighbours, count);
      return;
    case "repeated":
      if (Number.isSafeInteger(event.count) && event.count >= 0) {
        yield* eventLeaves(event.event, neighbours, count * event.count);
      } else {
        yield refuse(event, `count is ${event.count}, must be an integer, 0 or more`);
      }
      return;
    case "composed":
      for (const part of event.events) yield* eventLeaves(part, neighbours, count);
      return;
    default:
      yield refuse(event, `its type "${(event as { type: string }).type}" is not one this accountant knows`);
  }
}

/** `true`, or the first sub-event that cannot be accounted. */
export function supportsLeaves(event: DpEvent, neighbours: NeighbouringRelation): true | Unsupported {
  for (const leaf of eventLeaves(event, neighbours)) if (leaf.type === "unsupported") return leaf.refusal;
  return true;
}

export function unsupportedError(accountant: string, { event, why }: Unsupported): RangeError {
  return new RangeError(`accountant ${accountant} cannot account ${JSON.stringify(event)}: ${why}`);
}

function refuse(event: DpEvent, why: string): Leaf {
  return { type: "unsupported", refusal: { event, why } };
}

function noiseLeaf(whole: DpEvent, inner: DpEvent, samplingRate: number, count: number): Leaf {
  if (inner.type !== "gaussian" && inner.type !== "laplace") {
    return refuse(whole, `only a "gaussian" or a "laplace" can be accounted on a sample, not "${inner.type}"`);
  }
  const { noiseMultiplier } = inner;
  if (!(noiseMultiplier >= 0 && noiseMultiplier < Infinity)) {
    return refuse(inner, `noiseMultiplier is ${noiseMultiplier}, must be in [0, ∞)`);
  }
  return { type: "noise", mechanism: inner.type, samplingRate, noiseMultiplier, count };
}

function sampledLeaf(
  event: Extract<DpEvent, { type: "poisson-sampled" }>,
  neighbours: NeighbouringRelation,
  count: number,
): Leaf {
  if (neighbours !== "add-or-remove-one") {
    return refuse(
      event,
      `amplification by Poisson sampling is accounted under add-or-remove-one, not under ${neighbours}`,
    );
  }
  if (!(event.probability >= 0 && event.probability <= 1)) {
    return refuse(event, `probability is ${event.probability}, must be in [0, 1]`);
  }
  return noiseLeaf(event, event.event, event.probability, count);
}
