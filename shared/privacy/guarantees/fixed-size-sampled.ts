/** Mechanisms on a sample of fixed size, drawn without replacement. @module */
import { log1pExp, logExpm1 } from "../../numeric/log-sum-exp.js";
import type { EventOf, NeighbouringRelation } from "../events.js";
import { gaussianCentralMoment, laplaceCentralMoment } from "../rdp/central-moments.js";
import { fixedSizeSampledRdp } from "../rdp/fixed-size-sampled-rdp.js";
import { pureZcdp } from "../rdp/pure-rdp.js";
import type { Guarantee } from "./guarantee.js";
import { noise } from "./noise.js";
import { nothingReleased } from "./nothing.js";
import { refused } from "./refused.js";
import type { Refused } from "./refused.js";

/** How many records there are is public, so that one is replaced; the noise is stated under replace-one too. */
export function fixedSizeSampled(
  event: EventOf<"fixed-size-sampled">,
  neighbours: NeighbouringRelation,
): Guarantee | Refused {
  const { examples, size, event: inner } = event;
  if (neighbours !== "replace-one") {
    const why = `amplification by sampling of a fixed size is accounted under replace-one, not under ${neighbours}`;
    return refused(event, why);
  }
  if (!Number.isSafeInteger(examples) || examples < 1) {
    return refused(event, `examples is ${examples}, must be an integer, 1 or more`);
  }
  if (!Number.isSafeInteger(size) || size < 0 || size > examples) {
    return refused(event, `size is ${size}, must be an integer in [0, ${examples}], the number of examples`);
  }
  if (inner.type !== "gaussian" && inner.type !== "laplace") {
    return refused(event, `only a "gaussian" or a "laplace" can be accounted on a sample, not "${inner.type}"`);
  }
  const onAll = noise(inner);
  if ("refusal" in onAll) return onAll;
  if (size === 0) return nothingReleased;
  if (size === examples || inner.noiseMultiplier === 0) return onAll;
  return amplified(inner, onAll, size / examples);
}

/** @param share size of the sample / number of records, in (0, 1) */
function amplified(
  { type, noiseMultiplier }: EventOf<"gaussian" | "laplace">,
  { pureEpsilon, rdp, name }: Guarantee,
  share: number,
): Guarantee {
  const centralMoment = type === "gaussian" ? gaussianCentralMoment : laplaceCentralMoment;
  const moments: number[] = [];
  const mechanism = {
    pureEpsilon,
    rdp: rdp!,
    logCentralMoment: (l: number) => (moments[l] ??= centralMoment(noiseMultiplier, l)),
  };
  // log(1 - share + share e^ε): Balle, Barthe and Gaboardi 2018, theorem 9
  const amplifiedEpsilon = log1pExp(Math.log(share) + logExpm1(pureEpsilon));
  return {
    name: `${name}, ${share} without replacement`,
    pureEpsilon: amplifiedEpsilon,
    rdp: (order) => fixedSizeSampledRdp(mechanism, share, order),
    ...(amplifiedEpsilon < Infinity && { zcdp: pureZcdp(amplifiedEpsilon) }),
  };
}
