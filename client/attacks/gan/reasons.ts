/** Since when it attacks, or what it waits for, in words. @module */
import type { Params } from "./params.js";

/** What an attack that has begun remembers. */
export interface Begun {
  readonly round: number;
  /** [P], the model of that round */
  readonly weights: Float32Array;
  /** of its own examples, in [0, 1]; NaN where it holds none */
  readonly accuracy: number;
}

export interface Progress {
  readonly begun: Begun | undefined;
  /** of the model on its own examples when it was last measured; NaN before */
  readonly accuracy: number;
  /** mean cross-entropy of the last step, nats; NaN before the first */
  readonly loss: number;
  /** whether it did nothing in its last turn, as nobody else had changed the model */
  readonly waits: boolean;
}

export function reasonsOf(params: Params, { begun, accuracy, loss, waits }: Progress): string[] {
  const { startAccuracy, startRound, targetClass, model, inject, injectAs, perLot } = params;
  if (begun === undefined) {
    const reached = Number.isNaN(accuracy) ? "" : `, where it was ${percent(accuracy)} when last measured`;
    return [
      `has not begun: waits for round ${startRound} and for an accuracy of ${percent(startAccuracy)} on its own examples${reached}`,
    ];
  }
  const label = injectAs === "artificial" ? "the artificial class" : `class ${injectAs}`;
  return [
    `began in round ${begun.round}, at an accuracy of ${percent(begun.accuracy)} on its own examples`,
    Number.isFinite(loss)
      ? `the ${model} model gave its last fakes a cross-entropy of ${number(loss)} nats to class ${targetClass}`
      : "stopped learning: the model gives logits that are no numbers",
    ...(waits ? ["waits: nobody else changed the model since its last turn"] : []),
    inject ? `each of its lots holds ${perLot} fakes as ${label}` : "it injects no fakes: nobody is made to tell more",
    "what it shows is what the class looks like to the model, not an example of anybody's",
  ];
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
const number = (value: number) => String(Number(value.toPrecision(3)));
