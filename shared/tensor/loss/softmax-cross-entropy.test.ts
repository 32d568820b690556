import { grad, sum, tensor2d, tidy } from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import "../../../test/support/autodiff.js";
import { availableBackends } from "../../../test/contract/backends.js";
import { centralDifferences, dot, expectClose, moved } from "../../../test/contract/numbers.js";
import { RngStream } from "../../random/rng-stream.js";
import { useBackend } from "../backend/index.js";
import { tensorCount } from "../memory.js";
import { loss, lossGradient, lossTangent, oneHot } from "./softmax-cross-entropy.js";

const [rows, classes] = [4, 5];
const labels = [0, 3, 4, 3];
const rng = RngStream.fromSeed(3);
const draw = () => Float32Array.from({ length: rows * classes }, () => 2 * rng.gaussian());
const z = draw();
const direction = draw();

/** log Σ exp(z) − z_label in float64, row by row. */
function reference(logits: Float32Array): number[] {
  return labels.map((label, i) => {
    const row = [...logits.subarray(i * classes, (i + 1) * classes)];
    const largest = Math.max(...row);
    return largest + Math.log(row.reduce((total, value) => total + Math.exp(value - largest), 0)) - row[label];
  });
}

const total = (logits: Float32Array) => reference(logits).reduce((sumSoFar, l) => sumSoFar + l, 0);

function run(f: (z: Tensor, y: Tensor) => Tensor, logits: Float32Array = z): Float32Array {
  let result = new Float32Array(0);
  tidy(() => {
    result = Float32Array.from(f(tensor2d(logits, [rows, classes]), oneHot(labels, classes)).dataSync());
  });
  return result;
}

describe.each(availableBackends)("softmax cross-entropy on %s", (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
  });

  test("is log-sum-exp less the label's logit", () => {
    expectClose(run(loss), reference(z), 1e-6);
  });

  test("gradient agrees with central differences of the float64 formula and with autodiff", () => {
    const gradient = run(lossGradient);
    expectClose(gradient, centralDifferences(total, z, 2 ** -10), 1e-5);
    expectClose(
      gradient,
      run((logits, y) => grad((t) => sum(loss(t, y)))(logits)),
      1e-6,
    );
  });

  test("tangent agrees with a difference along its direction", () => {
    const h = 2 ** -10;
    const [above, below] = [reference(moved(z, direction, h)), reference(moved(z, direction, -h))];
    const expected = above.map((value, i) => (value - below[i]) / (2 * h));
    expectClose(
      run((logits, y) => lossTangent(logits, y, tensor2d(direction, [rows, classes]))),
      expected,
      1e-4,
    );
  });

  test("autodiff of the tangent is the Hessian times the direction", () => {
    const along = (logits: Float32Array) => dot(run(lossGradient, logits), direction);
    const found = run((logits, y) => grad((t) => sum(lossTangent(t, y, tensor2d(direction, [rows, classes]))))(logits));
    expectClose(found, centralDifferences(along, z, 2 ** -6), 1e-3);
  });

  test("stays finite and right for logits of ±1000", () => {
    const extreme = z.map((value) => 250 * value);
    expectClose(run(loss, extreme), reference(extreme), 1e-6);
    expect(run(lossGradient, extreme).every((g) => g >= -1 && g <= 1)).toBe(true);
  });

  test("leaves no tensor behind", () => {
    const before = tensorCount();
    run(loss);
    run(lossGradient);
    expect(tensorCount()).toBe(before);
  });
});

test("a label outside the classes is refused", () => {
  expect(() => oneHot([1, 5], 5)).toThrow("label 5 of example 1 is not in [0, 5)");
  expect(() => oneHot([-1], 5)).toThrow(RangeError);
});
