/** Randomised response among k answers. @module */
import { normalQuantile } from "../../numeric/normal.js";
import type { EventOf, NeighbouringRelation } from "../events.js";
import { reversed } from "../pld/outcomes.js";
import type { Outcome } from "../pld/outcomes.js";
import type { Guarantee } from "./guarantee.js";
import { ofOutcomes } from "./of-outcomes.js";
import { refused } from "./refused.js";
import type { Refused } from "./refused.js";

export function randomisedResponse(
  event: EventOf<"randomised-response">,
  neighbours: NeighbouringRelation,
): Guarantee | Refused {
  const { noiseParameter, buckets } = event;
  if (!(noiseParameter >= 0 && noiseParameter <= 1)) {
    return refused(event, `noiseParameter is ${noiseParameter}, must be in [0, 1]`);
  }
  if (!Number.isSafeInteger(buckets) || buckets < 2) {
    return refused(event, `buckets is ${buckets}, must be an integer, 2 or more`);
  }
  if (neighbours === "add-or-remove-one") {
    return refused(
      event,
      "everybody answers, so that a missing answer tells: account it under replace-one or zero-out-one",
    );
  }
  const name = `randomised-response ${noiseParameter} ${buckets} ${neighbours}`;
  const lie = noiseParameter / buckets;
  const truth = 1 - noiseParameter + lie;
  if (neighbours === "replace-one") {
    const mirrored: Outcome[] = [
      { p: truth, q: lie },
      { p: lie, q: truth },
      { p: (buckets - 2) * lie, q: (buckets - 2) * lie },
    ];
    // between two answers, its trade-off curve has one corner
    const gdp = buckets === 2 && { gdp: -2 * normalQuantile(lie) };
    return { name, ...ofOutcomes([mirrored]), ...gdp };
  }
  // a record that contributes nothing answers at random
  const removal: Outcome[] = [
    { p: truth, q: 1 / buckets },
    { p: (buckets - 1) * lie, q: (buckets - 1) / buckets },
  ];
  return { name, ...ofOutcomes([removal, reversed(removal)]) };
}
