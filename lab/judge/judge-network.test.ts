import { expect, test } from "vitest";
import { models } from "../../shared/models/index.js";
import { dense } from "../../shared/tensor/layers/dense.js";
import { Network } from "../../shared/tensor/network.js";
import { describeNetwork, judgeNetwork } from "./judge-network.js";

const linear = (inputs: number, classes: number) => new Network([dense(inputs, classes, "glorot-uniform")]);

test("images get convolutions, whose first output is about as large for any size", () => {
  for (const shape of [
    [12, 12, 1],
    [28, 28, 1],
    [32, 32, 3],
    [112, 92, 1],
  ]) {
    const network = judgeNetwork({ inputShape: shape, classes: 40 }, linear(2, 2));
    expect(network.isConvolutional).toBe(true);
    expect(network.classes).toBe(40);
    const [height, width] = network.layers[0].outputShape;
    expect(Math.min(height, width)).toBeGreaterThanOrEqual(10);
    expect(Math.max(height, width)).toBeLessThanOrEqual(16);
  }
});

test("what is no image, or a very small one, gets dense layers", () => {
  for (const shape of [[7], [11, 40, 1], [30, 30]]) {
    const network = judgeNetwork({ inputShape: shape, classes: 3 }, linear(2, 2));
    expect(network.isConvolutional).toBe(false);
    expect(network.inputShape).toEqual(shape);
  }
});

test("is never the shared model, not even with classes of its own beside", () => {
  const task = { inputShape: [28, 28, 1], classes: 10 };
  const judge = judgeNetwork(task, linear(2, 2));
  const hidden = ({ layers }: Network) => JSON.stringify(layers.slice(0, -1).map((l) => [l.kind, l.outputShape]));
  for (const classes of [10, 11]) {
    const same = new Network([...judge.layers.slice(0, -1), dense(64, classes, "glorot-uniform")]);
    expect(hidden(judgeNetwork(task, same))).not.toBe(hidden(same));
  }
  const builtIn = models.map((model) => {
    const needed = model.name === "mlp" ? { hidden: [128, 64] } : {};
    return hidden(model.create(model.params.parse(needed), task));
  });
  expect(builtIn).not.toContain(hidden(judge));
});

test("is described layer by layer", () => {
  const network = judgeNetwork({ inputShape: [6], classes: 3 }, linear(2, 2));
  expect(describeNetwork(network)).toBe("flatten, dense [128], relu, dense [64], relu, dense [3]");
});
