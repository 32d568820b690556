/** Whether an observation can be attacked at all. @module */
import type { Observation } from "../plugins/attack.js";
import type { Network } from "../tensor/network.js";
import { parameterCount } from "../tensor/param-vector.js";

/** @throws {RangeError} on an update or weights of the wrong length or that are not finite */
export function checkObservation({ weights, update, participant, round }: Observation, { layout }: Network): void {
  const parameters = parameterCount(layout);
  for (const [name, values] of Object.entries({ update, weights })) {
    const where = `the ${name} of participant ${participant} in round ${round}`;
    if (values.length !== parameters) {
      throw new RangeError(`${where} has ${values.length} values; the model has ${parameters} parameters`);
    }
    const at = values.findIndex((value) => !Number.isFinite(value));
    if (at >= 0) throw new RangeError(`${where} is ${values[at]} at ${at}; only finite values can be inverted`);
  }
}
