/** From an event that is a mechanism to what it guarantees. @module */
import type { DpEvent, DpEventType, EventOf, NeighbouringRelation, StructureEvent } from "../events.js";
import type { Guarantee } from "./guarantee.js";
import { noise } from "./noise.js";
import { noPromise } from "./nothing.js";
import { poissonSampled } from "./poisson-sampled.js";
import { refused } from "./refused.js";
import type { Refused } from "./refused.js";

/** All but those that `leaves` takes apart. */
export type MechanismType = Exclude<DpEventType, Exclude<StructureEvent["type"], "non-private">>;

type Of<Type extends DpEventType> = (event: EventOf<Type>, neighbours: NeighbouringRelation) => Guarantee | Refused;

const guarantees: { readonly [Type in MechanismType]?: Of<Type> } = {
  gaussian: noise,
  laplace: noise,
  "poisson-sampled": poissonSampled,
  "non-private": () => noPromise,
};

export function guaranteeOf(event: EventOf<MechanismType>, neighbours: NeighbouringRelation): Guarantee | Refused {
  const of = guarantees[event.type] as Of<MechanismType> | undefined;
  return of?.(event, neighbours) ?? refused(event, `its type "${(event as DpEvent).type}" is not one that is known`);
}
