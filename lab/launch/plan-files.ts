/** What a run reads from files that its scenario names. @module */
import { resolve } from "node:path";
import type { OrderEntry } from "../../shared/process/messages.js";
import type { RunConfig } from "../../shared/scenario/schema.js";
import type { Network } from "../../shared/tensor/network.js";
import { readWeights } from "../weights/read-weights.js";
import { PlanProblem } from "./plan-problem.js";
import { readOrder } from "./recorded-order.js";

export interface PlannedFiles {
  /** [P]; the model's own where absent */
  readonly initialWeights?: Float32Array;
  /** the order to repeat, for an asynchronous schedule */
  readonly replay?: readonly OrderEntry[];
}

/** @throws {PlanProblem} when one cannot be used */
export function planFiles({ training, participants }: RunConfig, network: Network, folder: string): PlannedFiles {
  const { initialWeights, replay, rounds } = training;
  const reading = <T>(field: string, hint: string, read: () => T): T => {
    try {
      return read();
    } catch (error) {
      throw new PlanProblem((error as Error).message, ["training", field], hint);
    }
  };
  return {
    ...(initialWeights !== undefined && {
      initialWeights: reading("initialWeights", "a run's checkpoint/weights.npy of the same model will do", () =>
        readWeights(resolve(folder, initialWeights), network.layout),
      ),
    }),
    ...(replay !== undefined && {
      replay: reading("replay", "give the events.jsonl of a variant of an asynchronous run", () =>
        readOrder(resolve(folder, replay), participants.count, rounds),
      ),
    }),
  };
}
