/** How good a model is on a set of examples. @module */
import type { Examples, ExampleStore } from "../plugins/task.js";
import type { Network } from "../tensor/network.js";
import { logits } from "../tensor/passes.js";

export interface Evaluation {
  /** fraction of examples whose largest logit is their label's (the first of equals) */
  readonly accuracy: number;
  /** mean softmax cross-entropy, nats */
  readonly loss: number;
}

/** Examples between two breaths of the event loop: keeps a server's delay under 20 ms. */
const chunkSize = 500;

/**
 * Evaluates on all of `store`, letting other events through between chunks.
 * @throws {RangeError} on an empty store
 * @throws the signal's reason when it aborts
 */
export async function evaluate(
  network: Network,
  weights: Float32Array,
  store: ExampleStore,
  signal?: AbortSignal,
): Promise<Evaluation> {
  if (store.count === 0) throw new RangeError("nothing to evaluate on: the store holds no examples");
  let correct = 0;
  let loss = 0;
  for (let start = 0; start < store.count; start += chunkSize) {
    signal?.throwIfAborted();
    const count = Math.min(chunkSize, store.count - start);
    const { images, labels } = store.gather(Int32Array.from({ length: count }, (_, i) => start + i));
    const z = logits(network, weights, images, count);
    for (let i = 0; i < count; i++) {
      const row = z.subarray(i * network.classes, (i + 1) * network.classes);
      if (answer(row) === labels[i]) correct++;
      loss += crossEntropy(row, labels[i]);
    }
    await new Promise((resume) => setImmediate(resume));
  }
  return { accuracy: correct / store.count, loss: loss / store.count };
}

/** How many examples' largest logit is their label's. */
export function correctAnswers(network: Network, weights: Float32Array, { images, labels }: Examples): number {
  const z = logits(network, weights, images, labels.length);
  return labels.reduce((correct, label, i) => {
    const row = z.subarray(i * network.classes, (i + 1) * network.classes);
    return answer(row) === label ? correct + 1 : correct;
  }, 0);
}

/** The class of the largest logit, the first of equals. */
const answer = (row: Float32Array): number => row.indexOf(Math.max(...row));

function crossEntropy(row: Float32Array, label: number): number {
  const largest = Math.max(...row);
  const sum = row.reduce((total, z) => total + Math.exp(z - largest), 0);
  return Math.log(sum) + largest - row[label];
}
