import { expect, test } from "vitest";
import { centralDifferences, expectClose, moved } from "../../../test/contract/numbers.js";
import { RngStream } from "../../random/rng-stream.js";
import { lossAndGradient, lossGradientTangent, oneHot } from "./loss-and-gradient.js";

const classes = 5;
const rng = RngStream.fromSeed(3);
const draw = () => Float32Array.from({ length: 4 * classes }, () => 2 * rng.gaussian());
const z = draw();
/** two certain examples, and two that are not */
const targets = oneHot([0, 3, 4, 3], classes);
targets.set([0.1, 0.2, 0.3, 0, 0.4], classes);
targets.set([0.2, 0.2, 0.2, 0.2, 0.2], 3 * classes);

/** −Σ y·log p, the definition */
const reference = (logits: Float32Array) =>
  Array.from({ length: 4 }, (_, i) => {
    const row = [...logits.subarray(i * classes, (i + 1) * classes)];
    const total = row.reduce((sum, value) => sum + Math.exp(value), 0);
    return row.reduce((loss, value, c) => loss - targets[i * classes + c] * Math.log(Math.exp(value) / total), 0);
  });

test("the losses are by the definition, the gradient by central differences", () => {
  const { losses, gradient } = lossAndGradient(z, targets, classes);
  expectClose(losses, reference(z), 1e-6);
  const total = (logits: Float32Array) => reference(logits).reduce((sum, loss) => sum + loss, 0);
  expectClose(gradient, centralDifferences(total, z, 2 ** -10), 1e-5);
});

test("the gradient's tangent is by a difference along its direction", () => {
  const [direction, h] = [draw(), 2 ** -8];
  const [above, below] = [h, -h].map((t) => lossAndGradient(moved(z, direction, t), targets, classes).gradient);
  const expected = above.map((g, i) => (g - below[i]) / (2 * h));
  expectClose(lossGradientTangent(z, direction, classes), expected, 1e-4);
});

test("logits of ±1000 stay finite and right", () => {
  const extreme = Float32Array.of(1000, -1000, -1000, 1000);
  const { losses, gradient } = lossAndGradient(extreme, oneHot([0, 0], 2), 2);
  expect([...losses]).toEqual([0, 2000]);
  expect([...gradient]).toEqual([0, 0, -1, 1]);
  expect(lossGradientTangent(extreme, Float32Array.of(1, 2, 3, 4), 2).every((value) => value === 0)).toBe(true);
});

test("a class that is certainly not the one may have a logit of −∞", () => {
  const { losses, gradient } = lossAndGradient(Float32Array.of(1, -Infinity), oneHot([0], 2), 2);
  expect([...losses, ...gradient]).toEqual([0, 0, 0]);
});

test("the gradient of a nearly certain example keeps its digits, which float32 probabilities would lose", () => {
  const { losses, gradient } = lossAndGradient(Float32Array.of(20, 0), oneHot([0], 2), 2);
  expect(losses[0] / Math.log1p(Math.exp(-20))).toBeCloseTo(1, 6);
  expect(gradient[0] / -Math.exp(-20)).toBeCloseTo(1, 6);
});

test("a logit that is no number gives a loss and a gradient that are none", () => {
  const { losses, gradient } = lossAndGradient(Float32Array.of(NaN, 1), oneHot([1], 2), 2);
  expect(losses).toEqual(Float32Array.of(NaN));
  expect(gradient).toEqual(Float32Array.of(NaN, NaN));
});

test("a label outside the classes is refused", () => {
  expect(() => oneHot([1, 5], 5)).toThrow("label 5 of example 1 is not in [0, 5)");
  expect(() => oneHot([-1], 5)).toThrow(RangeError);
});
