/** Mechanisms on a Poisson sample. @module */
import type { EventOf, NeighbouringRelation } from "../events.js";
import type { Guarantee } from "./guarantee.js";
import { noiseOnSample } from "./noise.js";
import { nothingReleased } from "./nothing.js";
import { refused } from "./refused.js";
import type { Refused } from "./refused.js";

export function poissonSampled(
  event: EventOf<"poisson-sampled">,
  neighbours: NeighbouringRelation,
): Guarantee | Refused {
  const { probability, event: inner } = event;
  if (neighbours !== "add-or-remove-one") {
    const why = `amplification by Poisson sampling is accounted under add-or-remove-one, not under ${neighbours}`;
    return refused(event, why);
  }
  if (!(probability >= 0 && probability <= 1))
    return refused(event, `probability is ${probability}, must be in [0, 1]`);
  if (inner.type !== "gaussian" && inner.type !== "laplace") {
    return refused(event, `only a "gaussian" or a "laplace" can be accounted on a sample, not "${inner.type}"`);
  }
  const onSample = noiseOnSample(inner, probability === 0 ? 1 : probability);
  return probability === 0 && !("refusal" in onSample) ? nothingReleased : onSample;
}
