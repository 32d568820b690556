import { beforeAll, describe, expect, test } from "vitest";
import { availableBackends } from "../../test/contract/backends.js";
import type { ExampleStore } from "../plugins/task.js";
import { useBackend } from "../tensor/backend/index.js";
import { dense } from "../tensor/layers/dense.js";
import { Network } from "../tensor/network.js";
import { evaluate } from "./evaluate.js";

/** Logits [x, -x]: says class 0 for a positive x. */
const network = new Network([dense(1, 2, "glorot-uniform")]);
const weights = Float32Array.of(1, -1, 0, 0);

/** 1,201 examples, more than two chunks: x = 1 for the first `right` of label 0, x = -1 for the rest, also of label 0. */
function storeOf(right: number, count = 1201): ExampleStore {
  const labels = new Uint8Array(count);
  return {
    count,
    shape: [1],
    labels,
    gather: (indices) => ({
      images: Float32Array.from(indices, (index) => (index < right ? 1 : -1)),
      labels: Int32Array.from(indices, (index) => labels[index]),
      shape: [1],
    }),
  };
}

describe.each(availableBackends)("evaluate on %s", (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
  });

  test("accuracy and mean loss over all chunks", async () => {
    const { accuracy, loss } = await evaluate(network, weights, storeOf(700));
    expect(accuracy).toBe(700 / 1201);
    const [whenRight, whenWrong] = [Math.log(1 + Math.exp(-2)), Math.log(1 + Math.exp(2))];
    expect(loss).toBeCloseTo((700 * whenRight + 501 * whenWrong) / 1201, 6);
  });

  test("equal logits count as the first class", async () => {
    expect((await evaluate(network, new Float32Array(4), storeOf(3, 5))).accuracy).toBe(1);
  });

  test("weights that are not numbers are right about nothing", async () => {
    const { accuracy, loss } = await evaluate(network, new Float32Array(4).fill(NaN), storeOf(3, 5));
    expect([accuracy, loss]).toEqual([0, NaN]);
  });
});

test("lets other events through between chunks, and stops when told to", async () => {
  const controller = new AbortController();
  let events = 0;
  const evaluation = evaluate(network, weights, storeOf(0, 5000), controller.signal);
  const count = () => {
    if (++events === 3) controller.abort(new Error("enough"));
    else setImmediate(count);
  };
  setImmediate(count);
  await expect(evaluation).rejects.toThrow("enough");
  expect(events).toBe(3);
});

test("refuses an empty store", async () => {
  await expect(evaluate(network, weights, storeOf(0, 0))).rejects.toThrow("the store holds no examples");
});
