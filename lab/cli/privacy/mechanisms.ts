/** The mechanisms that the calculator knows, from flags to events. @module */
import type { CalibratedParameter } from "../../../shared/privacy/calibrate.js";
import { noiseMultiplier } from "../../../shared/privacy/calibrate.js";
import type { DpEvent, NeighbouringRelation } from "../../../shared/privacy/events.js";
import type { NumberName, Numbers } from "./numbers.js";

export interface Mechanism {
  readonly needs: readonly NumberName[];
  readonly takes?: readonly NumberName[];
  /** what `noise` looks for, one of `needs`; absent where there is nothing to look for */
  readonly noise?: { readonly name: NumberName; readonly parameter: CalibratedParameter };
  /** where that of other mechanisms is refused */
  readonly neighbours?: NeighbouringRelation;
  /** it is one event of all steps, in which no lots are drawn */
  readonly isWholeRun?: true;
  event(numbers: Numbers): DpEvent;
}

const looked = (name: NumberName, parameter: CalibratedParameter) => ({ noise: { name, parameter } });

/** Less of it is more private. */
const spent = (name: string, lowest = 0): CalibratedParameter => ({ name, lowest, highest: 2 ** 40, epsilon: "rises" });

const multiplier = { needs: ["noiseMultiplier"], ...looked("noiseMultiplier", noiseMultiplier) } as const;

export const mechanisms: Readonly<Record<string, Mechanism>> = {
  gaussian: {
    ...multiplier,
    event: ({ noiseMultiplier: sigma = 0 }) => ({ type: "gaussian", noiseMultiplier: sigma }),
  },
  laplace: { ...multiplier, event: ({ noiseMultiplier: scale = 0 }) => ({ type: "laplace", noiseMultiplier: scale }) },
  "discrete-gaussian": {
    needs: ["noiseStddev"],
    takes: ["sensitivity", "coordinates"],
    ...looked("noiseStddev", { ...noiseMultiplier, name: "standard deviation" }),
    event: ({ noiseStddev = 0, sensitivity = 1, coordinates = 1 }) => ({
      type: "discrete-gaussian",
      noiseStddev,
      sensitivity,
      coordinates,
    }),
  },
  "randomised-response": {
    needs: ["noiseParameter"],
    takes: ["buckets"],
    ...looked("noiseParameter", { name: "noise parameter", lowest: 0, highest: 1, epsilon: "falls" }),
    neighbours: "replace-one",
    event: ({ noiseParameter = 0, buckets = 2 }) => ({ type: "randomised-response", noiseParameter, buckets }),
  },
  exponential: {
    needs: ["mechanismEpsilon"],
    ...looked("mechanismEpsilon", spent("epsilon of the mechanism")),
    event: ({ mechanismEpsilon: epsilon = 0 }) => ({ type: "exponential", epsilon }),
  },
  approximate: {
    needs: ["mechanismEpsilon"],
    takes: ["mechanismDelta"],
    ...looked("mechanismEpsilon", spent("epsilon of the mechanism")),
    event: ({ mechanismEpsilon: epsilon = 0, mechanismDelta: delta = 0 }) => ({ type: "approximate", epsilon, delta }),
  },
  zcdp: { needs: ["rho"], ...looked("rho", spent("rho")), event: ({ rho = 0 }) => ({ type: "zcdp", rho }) },
  "sparse-vector": {
    needs: ["answers", "epsilonPerAnswer"],
    takes: ["thresholdNoise", "comparisonNoise", "answerNoise"],
    ...looked("epsilonPerAnswer", spent("epsilon of an answer", 1e-200)),
    event: sparseVector,
  },
  "tree-aggregation": {
    ...multiplier,
    takes: ["participations", "separation"],
    isWholeRun: true,
    event: ({ noiseMultiplier: sigma = 0, steps = 1, participations = 1, separation = 1 }) =>
      steps === 0
        ? { type: "no-op" }
        : { type: "tree-aggregation", noiseMultiplier: sigma, steps, participations, separation },
  },
};

/** DSSGD's scales (Shokri and Shmatikov 2015, section 5): what the search and the value cost adds up to the epsilon of an answer. */
function sparseVector({ answers = 1, epsilonPerAnswer, ...scales }: Numbers): DpEvent {
  const { thresholdNoise = 1, comparisonNoise = 1, answerNoise } = scales;
  const noise =
    epsilonPerAnswer === undefined
      ? { thresholdNoise, comparisonNoise, ...(answerNoise !== undefined && { answerNoise }) }
      : {
          thresholdNoise: 9 / 4 / epsilonPerAnswer,
          comparisonNoise: 9 / 2 / epsilonPerAnswer,
          answerNoise: 9 / epsilonPerAnswer,
        };
  return { type: "sparse-vector", answers, ...noise };
}
