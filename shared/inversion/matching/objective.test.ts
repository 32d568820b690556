import { describe, expect, it } from "vitest";
import { RngStream } from "../../random/rng-stream.js";
import { cosineDistance, gaussianDistance, squaredDistance } from "./objective.js";
import type { Objective } from "./objective.js";

const update = Float32Array.of(3, 0, -4, 1);

describe("values by hand", () => {
  const simulated = Float32Array.of(1, 2, -2, 5);

  it.each([
    ["squares, all", squaredDistance({ update }), (4 + 4 + 4 + 16) / 26],
    ["squares, revealed", squaredDistance({ update, indices: Int32Array.of(0, 2) }), 8 / 25],
    ["nats", gaussianDistance({ update, indices: Int32Array.of(0, 2) }, 0.5), 8 / 0.5],
    ["angle, all", cosineDistance({ update }), 1 - (3 + 8 + 5) / Math.sqrt(26 * 34)],
    ["angle, revealed", cosineDistance({ update, indices: Int32Array.of(0, 2) }), 1 - 11 / (5 * Math.sqrt(5))],
    ["squares, beyond a bound of 4", squaredDistance({ update, valueBound: 4 }), (4 + 4 + 4 + 16) / 26],
    ["squares, beyond a bound of 1", squaredDistance({ update: update.map(Math.sign), valueBound: 1 }), 4 / 3],
  ])("%s", (_, objective, expected) => {
    expect(objective(simulated).value).toBeCloseTo(expected, 6);
  });

  it("no scale changes the angle, and a zero update has none", () => {
    const objective = cosineDistance({ update });
    expect(objective(update.map((value) => 7 * value)).value).toBeCloseTo(0, 12);
    expect(objective(new Float32Array(4))).toEqual({ value: 1, gradient: new Float32Array(4) });
  });
});

it("a value at its bound asks for no more", () => {
  const objective = squaredDistance({ update: Float32Array.of(1, -1, 0.5), valueBound: 1 });
  expect(objective(Float32Array.of(8, -1.5, 0.5))).toEqual({ value: 0, gradient: new Float32Array(3) });
  expect(objective(Float32Array.of(0.5, 1.5, 0.5)).gradient.map(Math.sign)).toEqual(Float32Array.of(-1, 1, 0));
});

it("refuses an update that says nothing", () => {
  const silent = { update, indices: Int32Array.of(1) };
  expect(() => squaredDistance(silent)).toThrow(/zero wherever it was revealed/);
  expect(() => cosineDistance(silent)).toThrow(RangeError);
});

describe("derivatives", () => {
  const rng = RngStream.fromSeed(1);
  const random = () => Float32Array.from({ length: 30 }, () => rng.gaussian());
  const update = random().map((value) => Math.max(-1, Math.min(1, value)));
  const partly = { update, indices: Int32Array.of(2, 3, 5, 8, 13, 21, 29), valueBound: 1 };

  it.each<[string, Objective]>([
    ["squares", squaredDistance({ update })],
    ["nats", gaussianDistance({ update }, 2)],
    ["angle", cosineDistance({ update })],
    ["squares, partly", squaredDistance(partly)],
    ["angle, partly", cosineDistance(partly)],
  ])("%s: those of central differences", (_, objective) => {
    const at = random();
    const { gradient } = objective(at);
    const step = 1e-2;
    at.forEach((value, i) => {
      const moved = (sign: number) => objective(at.with(i, value + sign * step)).value;
      expect(gradient[i]).toBeCloseTo((moved(1) - moved(-1)) / (2 * step), 3);
    });
  });
});
