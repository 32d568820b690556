/** From an event that is a mechanism to what it guarantees. @module */
import { approximate } from "./approximate.js";
import { discreteGaussian } from "./discrete-gaussian.js";
import { exponential } from "./exponential.js";
import { gaussianMixture } from "./gaussian-mixture.js";
import { randomisedResponse } from "./randomised-response.js";
import { truncatedPoissonSampled } from "./truncated-poisson-sampled.js";
import type { DpEvent, DpEventType, EventOf, NeighbouringRelation, StructureEvent } from "../events.js";
import { fixedSizeSampled } from "./fixed-size-sampled.js";
import type { Guarantee } from "./guarantee.js";
import { noise } from "./noise.js";
import { noPromise } from "./nothing.js";
import { poissonSampled } from "./poisson-sampled.js";
import { refused } from "./refused.js";
import type { Refused } from "./refused.js";
import { treeAggregation } from "./tree-aggregation.js";
import { zcdp } from "./zcdp.js";

/** All but those that `leaves` takes apart. */
export type MechanismType = Exclude<DpEventType, Exclude<StructureEvent["type"], "non-private"> | "sparse-vector">;

type Of<Type extends DpEventType> = (event: EventOf<Type>, neighbours: NeighbouringRelation) => Guarantee | Refused;

const guarantees: { readonly [Type in MechanismType]?: Of<Type> } = {
  gaussian: noise,
  laplace: noise,
  "discrete-gaussian": discreteGaussian,
  "gaussian-mixture": gaussianMixture,
  "randomised-response": randomisedResponse,
  exponential,
  approximate,
  "poisson-sampled": poissonSampled,
  "truncated-poisson-sampled": truncatedPoissonSampled,
  "fixed-size-sampled": fixedSizeSampled,
  "tree-aggregation": treeAggregation,
  zcdp,
  "non-private": () => noPromise,
};

export function guaranteeOf(event: EventOf<MechanismType>, neighbours: NeighbouringRelation): Guarantee | Refused {
  const of = guarantees[event.type] as Of<MechanismType> | undefined;
  return of?.(event, neighbours) ?? refused(event, `its type "${(event as DpEvent).type}" is not one that is known`);
}
