/** What every layer must do on every backend: right derivatives, by two independent ways, and leave nothing behind. @module */
import { grads, mul, slice, stack, sum, tensor, tidy } from "@tensorflow/tfjs-core";
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
    const run = (f: (p: Tensor[], x: Tensor) => (Tensor | undefined)[], values = point): Float32Array[] => {
      const results: Float32Array[] = [];
      tidy(() => {
        const all = values.map((value, v) => tensor(value, [...shapes[v]]));
        for (const t of f(all.slice(0, -1), all[all.length - 1])) results.push(Float32Array.from(t?.dataSync() ?? []));
      });
      return results;
    };
    const output = (values = point) => run((p, x) => [layer.forward(p, x)], values)[0];
    const upstream = () => tensor(dy, outputShape);
    const backward = () =>
      run((p, x) => [...layer.parameterGradients(p, x, upstream()), layer.inputGradient(p, x, upstream())]);
    const along = () => {
      const all = direction.map((value, v) => tensor(value, [...shapes[v]]));
      return { dp: all.slice(0, -1), dx: all[all.length - 1] };
    };
    const tangent = () => run((p, x) => [layer.tangent(p, x, along().dp, along().dx)])[0];
    /** Differences of what `f` gives along the direction, that of x left out where it does not move. */
    const difference = (f: (values: Float32Array[]) => Float32Array[], xMoves = true) => {
      const at = (t: number) =>
        f(point.map((value, v) => (xMoves || v < point.length - 1 ? moved(value, direction[v], t) : value)));
      const [above, below] = [at(h), at(-h)];
      return above.map((values, r) => values.map((value, i) => (value - below[r][i]) / (2 * h)));
    };

    /** All that gradient matching asks of a layer; the batch or the groups come first. */
    const methods = (p: Tensor[], dp: Tensor[], x: Tensor, dx: Tensor, dy: Tensor, groups: number) => [
      layer.forward(p, x),
      layer.inputGradient(p, x, dy),
      layer.tangent(p, x, dp, dx),
      layer.tangent(p, x, dp, undefined),
      layer.inputGradientTangent(p, x, dp, dx, dy),
      ...layer.parameterGradients(p, x, dy, groups),
      ...layer.parameterGradientsTangent(p, x, dp, dx, dy, dy, groups),
    ];

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
      expectClose(tangent(), difference((values) => [output(values)])[0], 1e-3);
      const [still] = run((p, x) => [layer.tangent(p, x, along().dp, undefined)]);
      expectZeroOrClose(still, difference((values) => [output(values)], false)[0], 1e-3);
    });

    test("the tangent of the input gradient agrees with a difference along its direction", () => {
      const inputGradient = (values: Float32Array[]) => run((p, x) => [layer.inputGradient(p, x, upstream())], values);
      for (const xMoves of [true, false]) {
        const [found] = run((p, x) => {
          const { dp, dx } = along();
          return [layer.inputGradientTangent(p, x, dp, xMoves ? dx : undefined, upstream())];
        });
        expectZeroOrClose(found, difference(inputGradient, xMoves)[0], 1e-3);
      }
    });

    test("the tangent of the parameter gradients agrees with a difference along its direction", () => {
      const ddy = awayFromZero(outputShape, rng.fork("ddy"));
      for (const xMoves of [true, false]) {
        const found = run((p, x) => {
          const { dp, dx } = along();
          const upstreamTangent = tensor(ddy, outputShape);
          return layer.parameterGradientsTangent(p, x, dp, xMoves ? dx : undefined, upstream(), upstreamTangent);
        });
        const still = difference((values) => run((p, x) => layer.parameterGradients(p, x, upstream()), values), xMoves);
        // the gradients are linear in dy
        const moving = run((p, x) => layer.parameterGradients(p, x, tensor(ddy, outputShape)));
        found.forEach((g, v) =>
          expectClose(
            g,
            still[v].map((value, i) => value + moving[v][i]),
            1e-3,
          ),
        );
      }
    });

    test("tangent and backward are each other's transpose", () => {
      const back = backward().reduce((total, g, v) => total + dot(g, direction[v]), 0);
      expectClose([dot(tangent(), dy)], [back], 1e-5);
    });

    test("groups are as each on its own, with parameters of their own or shared", () => {
      const own = (values: Float32Array[], k: number) =>
        layer.parameters.map(({ shape }, v) => mul(tensor(values[v], [...shape]), 1 + k / 4));
      const stacked = (values: Float32Array[]) =>
        layer.parameters.map((_, v) => stack(Array.from({ length: batch }, (_, k) => own(values, k)[v])));
      const only = (t: Tensor, k: number) => slice(t, [k], [1]);

      for (const isShared of [false, true]) {
        const together = run((p, x) =>
          methods(isShared ? p : stacked(point), stacked(direction), x, along().dx, upstream(), batch),
        );
        const alone = Array.from({ length: batch }, (_, k) =>
          run((p, x) => {
            const [q, dq] = [isShared ? p : own(point, k), own(direction, k)];
            return methods(q, dq, only(x, k), only(along().dx, k), only(upstream(), k), 1);
          }),
        );
        together.forEach((values, m) => {
          const expected = alone.flatMap((results) => [...results[m]]);
          expectClose(values, expected, 1e-5);
        });
      }
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
      const second = () => run((p, x) => methods(p, along().dp, x, along().dx, upstream(), 1));
      for (const pass of [backward, second, output]) pass();
      expect([tensorCount(), ...point]).toEqual(before);
    });
  });
}

/** What is left out is zero. */
function expectZeroOrClose(found: Float32Array, expected: Float32Array, tolerance: number): void {
  expectClose(found.length > 0 ? found : expected.map(() => 0), expected, tolerance);
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
