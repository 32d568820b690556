import { expect, test } from "vitest";
import { centralDifferences, expectClose } from "../../../test/contract/numbers.js";
import { RngStream } from "../../random/rng-stream.js";
import { lossAndGradient } from "./loss-and-gradient.js";

const classes = 5;
const labels = [0, 3, 4, 3];
const rng = RngStream.fromSeed(3);
const z = Float32Array.from({ length: labels.length * classes }, () => 2 * rng.gaussian());

/** −log of the label's probability, the definition */
const reference = (logits: Float32Array) =>
  labels.map((label, i) => {
    const row = [...logits.subarray(i * classes, (i + 1) * classes)];
    return -Math.log(Math.exp(row[label]) / row.reduce((total, value) => total + Math.exp(value), 0));
  });

test("the losses are by the definition, the gradient by central differences", () => {
  const { losses, gradient } = lossAndGradient(z, labels, classes);
  expectClose(losses, reference(z), 1e-6);
  const total = (logits: Float32Array) => reference(logits).reduce((sum, loss) => sum + loss, 0);
  expectClose(gradient, centralDifferences(total, z, 2 ** -10), 1e-5);
});

test("logits of ±1000 stay finite and right", () => {
  const { losses, gradient } = lossAndGradient(Float32Array.of(1000, -1000, -1000, 1000), [0, 0], 2);
  expect([...losses]).toEqual([0, 2000]);
  expect([...gradient]).toEqual([0, 0, -1, 1]);
});

test("the gradient of a nearly certain example keeps its digits, which float32 probabilities would lose", () => {
  const { losses, gradient } = lossAndGradient(Float32Array.of(20, 0), [0], 2);
  expect(losses[0] / Math.log1p(Math.exp(-20))).toBeCloseTo(1, 6);
  expect(gradient[0] / -Math.exp(-20)).toBeCloseTo(1, 6);
});

test("a logit that is no number gives a loss and a gradient that are none", () => {
  const { losses, gradient } = lossAndGradient(Float32Array.of(NaN, 1), [1], 2);
  expect(losses).toEqual(Float32Array.of(NaN));
  expect(gradient).toEqual(Float32Array.of(NaN, NaN));
});

test("a label outside the classes is refused", () => {
  expect(() => lossAndGradient(z, [1, 5], 5)).toThrow("label 5 of example 1 is not in [0, 5)");
  expect(() => lossAndGradient(z, [-1], 5)).toThrow(RangeError);
});
