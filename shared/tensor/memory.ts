/** What the library holds. @module */
import { memory } from "@tensorflow/tfjs-core";

/** Tensors alive; must be the same before and after any pass, round or attack step. */
export function tensorCount(): number {
  return memory().numTensors;
}
