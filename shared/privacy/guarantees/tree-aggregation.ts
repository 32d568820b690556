/** Prefix sums of a stream by a binary tree with Gaussian noise on every node. @module */
import type { EventOf } from "../events.js";
import type { Guarantee } from "./guarantee.js";
import { noise } from "./noise.js";
import { refused } from "./refused.js";
import type { Refused } from "./refused.js";
import { treeSensitivitySquared } from "./tree-sensitivity.js";

/** All nodes together are one value of known L2 sensitivity, whatever the nodes before made of later values. */
export function treeAggregation(event: EventOf<"tree-aggregation">): Guarantee | Refused {
  const { noiseMultiplier, steps, participations, separation } = event;
  for (const [name, value] of Object.entries({ steps, participations, separation })) {
    if (!Number.isSafeInteger(value) || value < 1) {
      return refused(event, `${name} is ${value}, must be an integer, 1 or more`);
    }
  }
  if (!(noiseMultiplier >= 0 && noiseMultiplier < Infinity)) {
    return refused(event, `noiseMultiplier is ${noiseMultiplier}, must be in [0, ∞)`);
  }
  return noise({ type: "gaussian", noiseMultiplier: noiseMultiplier / sensitivity(event) });
}

/** A tree is asked for after every round, and at every noise that a calibration tries. */
let last = { key: "", sensitivity: 0 };

function sensitivity({ steps, participations, separation }: EventOf<"tree-aggregation">): number {
  const key = `${steps} ${participations} ${separation}`;
  if (last.key !== key) {
    last = { key, sensitivity: Math.sqrt(treeSensitivitySquared(steps, participations, separation)) };
  }
  return last.sensitivity;
}
