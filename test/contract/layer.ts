/** What every layer must do on every backend: right derivatives, by two independent ways, and leave nothing behind. @module */
import { grads, mul, slice, sum, tensor, tidy } from "@tensorflow/tfjs-core";
import type { Tensor } from "@tensorflow/tfjs-core";
import "../support/autodiff.js";
import { beforeAll, describe, expect, test } from "vitest";
import { RngStream } from "../../shared/random/rng-stream.js";
import { useBackend } from "../../shared/tensor/backend/index.js";
import type { Layer } from "../../shared/tensor/layers/layer.js";
import { tensorCount } from "../../shared/tensor/memory.js";
import { availableBackends } from "./backends.js";
import { centralDifferences, dot, expectClose, moved } from "./numbers.js";

const batch = 3;
const h = 2 ** -7;

/** Registers the contract's tests. Keep the layer small: each of its values is varied on its own. */
export function layerContract(layer: Layer): void {
  describe.each(availableBackends)(`${layer.kind} on %s`, (backend) => {
    const shapes = [...layer.parameters.map(({ shape }) => shape), [batch, ...layer.inputShape]];
    const outputShape = [batch, ...layer.outputShape];
    const rng = RngStream.fromSeed(11);
    /** the parameters, then x, and a direction for each */
    const point = shapes.map((shape) => apart(shape, rng));
    const direction = shapes.map((shape) => awayFromZero(shape, rng));
    const dy = awayFromZero(outputShape, rng);

    beforeAll(async () => {
      await useBackend(backend);
    });

    /** Calls `f` with the values as tensors and returns what comes out as arrays; every tensor is disposed. */
    const run = (f: (p: Tensor[], x: Tensor) => Tensor[], values = point): Float32Array[] => {
      const results: Float32Array[] = [];
      tidy(() => {
        const all = values.map((value, v) => tensor(value, [...shapes[v]]));
        for (const t of f(all.slice(0, -1), all[all.length - 1])) results.push(Float32Array.from(t.dataSync()));
      });
      return results;
    };
    const output = (values = point) => run((p, x) => [layer.forward(p, x)], values)[0];
    const upstream = () => tensor(dy, outputShape);
    const backward = () =>
      run((p, x) => [...layer.parameterGradients(p, x, upstream()), layer.inputGradient(p, x, upstream())]);
    const tangent = () =>
      run((p, x) => {
        const along = direction.map((value, v) => tensor(value, [...shapes[v]]));
        return [layer.tangent(p, x, along.slice(0, -1), along[along.length - 1])];
      })[0];

    test("keeps the shapes that it promises", () => {
      tidy(() => {
        const [p, x] = [
          point.slice(0, -1).map((v, i) => tensor(v, [...shapes[i]])),
          tensor(point.at(-1)!, shapes.at(-1)! as number[]),
        ];
        expect(layer.forward(p, x).shape).toEqual(outputShape);
        expect(layer.inputGradient(p, x, upstream()).shape).toEqual(shapes.at(-1));
        expect(layer.parameterGradients(p, x, upstream()).map((g) => g.shape)).toEqual(shapes.slice(0, -1));
      });
      const initial = layer.initialise(RngStream.fromSeed(1));
      expect(initial.map((values) => values.length)).toEqual(shapes.slice(0, -1).map(sizeOf));
      expect(layer.initialise(RngStream.fromSeed(1))).toEqual(initial);
    });

    test("backward agrees with the library's autodiff", () => {
      const expected = run((p, x) =>
        grads((...all: Tensor[]) => sum(mul(layer.forward(all.slice(0, -1), all[all.length - 1]), upstream())))([
          ...p,
          x,
        ]),
      );
      backward().forEach((g, v) => expectClose(g, expected[v], 1e-5));
    });

    test("backward agrees with central differences", () => {
      backward().forEach((g, v) => {
        const objective = (value: Float32Array) => dot(output(point.with(v, value)), dy);
        expectClose(g, centralDifferences(objective, point[v], h), 1e-3);
      });
    });

    test("tangent agrees with a difference along its direction", () => {
      const above = output(point.map((value, v) => moved(value, direction[v], h)));
      const below = output(point.map((value, v) => moved(value, direction[v], -h)));
      expectClose(
        tangent(),
        above.map((y, i) => (y - below[i]) / (2 * h)),
        1e-3,
      );
    });

    test("tangent and backward are each other's transpose", () => {
      const back = backward().reduce((total, g, v) => total + dot(g, direction[v]), 0);
      expectClose([dot(tangent(), dy)], [back], 1e-5);
    });

    test("squared gradient norms are those of each example's own gradient", () => {
      const found: number[] = [];
      const own: number[] = [];
      run((p, x) => {
        found.push(...layer.squaredGradientNorms(x, upstream()));
        for (let i = 0; i < batch; i++) {
          const only = (t: Tensor) => slice(t, [i], [1]);
          const gradients = layer.parameterGradients(p, only(x), only(upstream()));
          own.push(gradients.reduce((total, g) => total + dot(g.dataSync(), g.dataSync()), 0));
        }
        return [];
      });
      expectClose(found, own, 1e-6);
    });

    test("leaves no tensor behind and its arguments as they were", () => {
      const before = [tensorCount(), ...point.map((value) => value.slice())];
      for (const pass of [backward, tangent, output]) pass();
      expect([tensorCount(), ...point]).toEqual(before);
    });
  });
}

/** ±(0.25 + k/32), every k once: as `awayFromZero`, and no two are so near that the largest of a window changes. */
function apart(shape: readonly number[], rng: RngStream): Float32Array {
  return Float32Array.from(rng.permutation(sizeOf(shape)), (k) => (rng.uniform() < 0.5 ? -1 : 1) * (0.25 + k / 32));
}

/** ±(0.25 + |g|/2): no value is so near 0 that a step of h crosses the kink of a relu. */
function awayFromZero(shape: readonly number[], rng: RngStream): Float32Array {
  return Float32Array.from({ length: sizeOf(shape) }, () => {
    const g = rng.gaussian();
    return Math.sign(g) * (0.25 + Math.abs(g) / 2);
  });
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
