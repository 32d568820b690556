/** How the calculator's steps draw their lots. @module */
import type { CalibratedParameter } from "../../../shared/privacy/calibrate.js";
import { samplingRate } from "../../../shared/privacy/calibrate.js";
import type { DpEvent, NeighbouringRelation } from "../../../shared/privacy/events.js";
import type { NumberName, Numbers } from "./numbers.js";

export interface Sampler {
  readonly needs: readonly NumberName[];
  /** what the accountants assume, in words */
  readonly words: string;
  /** under which lots of this kind are accounted */
  readonly neighbours: NeighbouringRelation;
  /** what there is one of after the other */
  readonly counts: "steps" | "epochs";
  /** what `rate` looks for, one of `needs`; absent where nothing is drawn by chance */
  rate?(numbers: Numbers): { readonly name: NumberName; readonly parameter: CalibratedParameter };
  /** lots of one pass over the data; undefined where the numbers do not say */
  lotsInEpoch(numbers: Numbers): number | undefined;
  event(mechanism: DpEvent, numbers: Numbers): DpEvent;
}

const ofRate = ({ samplingRate: rate = 0 }: Numbers): number | undefined => (rate > 0 ? 1 / rate : undefined);

export const samplers: Readonly<Record<string, Sampler>> = {
  none: {
    needs: [],
    words: "none: every step sees every record",
    neighbours: "add-or-remove-one",
    counts: "steps",
    lotsInEpoch: () => 1,
    event: (mechanism) => mechanism,
  },
  poisson: {
    needs: ["samplingRate"],
    words: "Poisson: every record is drawn independently each step, in secret",
    neighbours: "add-or-remove-one",
    counts: "steps",
    rate: () => ({ name: "samplingRate", parameter: samplingRate }),
    lotsInEpoch: ofRate,
    event: (event, { samplingRate: probability = 1 }) => ({ type: "poisson-sampled", probability, event }),
  },
  "truncated-poisson": {
    needs: ["samplingRate", "examples", "maximum"],
    words: "Poisson, in secret; of a lot that is drawn too large, a random part of the greatest size is used",
    neighbours: "zero-out-one",
    counts: "steps",
    rate: () => ({ name: "samplingRate", parameter: samplingRate }),
    lotsInEpoch: ofRate,
    event: (event, { samplingRate: probability = 1, examples = 1, maximum = 1 }) => ({
      type: "truncated-poisson-sampled",
      ...{ examples, probability, maximum, event },
    }),
  },
  fixed: {
    needs: ["examples", "size"],
    words: "fixed size: each step draws so many different records, every such set equally likely, in secret",
    neighbours: "replace-one",
    counts: "steps",
    rate: ({ examples = 1 }) => ({
      name: "size",
      parameter: { name: "lot size", lowest: 0, highest: examples, epsilon: "rises", isInteger: true },
    }),
    lotsInEpoch: ({ examples = 1, size = 0 }) => (size > 0 ? examples / size : undefined),
    event: (event, { examples = 1, size = 1 }) => ({ type: "fixed-size-sampled", examples, size, event }),
  },
  shuffle: {
    needs: [],
    words: "shuffled lots: every record is in one lot an epoch, which gives no amplification",
    neighbours: "add-or-remove-one",
    counts: "epochs",
    lotsInEpoch: () => 1,
    event: (event) => ({ type: "shuffled", event }),
  },
};
