import { describe, expect, it, test } from "vitest";
import { adam } from "./adam.js";
import { lbfgs } from "./lbfgs.js";
import { lockstep } from "./lockstep.js";
import type { Best } from "./lockstep.js";
import type { Evaluation, Search } from "./search.js";

type Objective = (x: Float32Array) => Evaluation;

/** Rosenbrock's valley, with its minimum 0 at (1, 1). */
const rosenbrock: Objective = ([x, y]) => ({
  value: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  gradient: Float64Array.of(-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)),
});

/** Σ c_i·(x_i − i)², c from 1 to 10 000. */
const quadratic: Objective = (x) => {
  const curvature = Float64Array.from(x, (_, i) => 10 ** ((4 * i) / (x.length - 1)));
  return {
    value: x.reduce((sum, value, i) => sum + curvature[i] * (value - i) ** 2, 0),
    gradient: curvature.map((c, i) => 2 * c * (x[i] - i)),
  };
};

/** −log x − log(2 − x), which is not defined outside (0, 2); its minimum is at 1. */
const barrier: Objective = ([x]) => ({
  value: -Math.log(x) - Math.log(2 - x),
  gradient: Float64Array.of(1 / (2 - x) - 1 / x),
});

/** |x| + 5·|y|, with kinks. */
const kinks: Objective = ([x, y]) => ({
  value: Math.abs(x) + 5 * Math.abs(y),
  gradient: Float64Array.of(Math.sign(x), 5 * Math.sign(y)),
});

function minimise(search: Search, objective: Objective): Best & { evaluations: number } {
  let evaluations = 0;
  let bests: readonly Best[] = [];
  for (bests of lockstep([search], ([point]) => [objective(point)])) evaluations++;
  return { ...bests[0], evaluations };
}

describe("lbfgs", () => {
  const settings = { iterations: 400, enough: 1e-6 };

  it.each([
    ["a curved valley", rosenbrock, Float32Array.of(-1.2, 1)],
    ["a long valley", quadratic, new Float32Array(20)],
  ])("goes down %s", (_, objective, start) => {
    expect(minimise(lbfgs(start, settings), objective)).toMatchObject({ end: "reached" });
  });

  it("steps back from where there is no value, and stops at the bottom", () => {
    const { value, point } = minimise(lbfgs(Float32Array.of(0.01), { iterations: 100 }), barrier);
    expect(point[0]).toBeCloseTo(1, 3);
    expect(value).toBeCloseTo(0, 6);
  });

  it("comes close to a kink", () => {
    const { value } = minimise(lbfgs(Float32Array.of(3, 1.7), { iterations: 200 }), kinks);
    expect(value).toBeLessThan(0.01);
  });

  it("takes no more evaluations than it was given", () => {
    const found = minimise(lbfgs(Float32Array.of(-1.2, 1), { iterations: 17 }), rosenbrock);
    expect(found).toMatchObject({ end: "exhausted", evaluations: 17 });
  });

  it.each([
    ["where nothing slopes", 0],
    ["from where nothing has a value", NaN],
  ])("stalls %s", (_, slope) => {
    const flat = () => ({ value: 1, gradient: Float64Array.of(slope) });
    expect(minimise(lbfgs(Float32Array.of(4), settings), flat)).toMatchObject({ end: "stalled", evaluations: 1 });
  });
});

describe("adam", () => {
  it("goes down a long valley", () => {
    const found = minimise(adam(new Float32Array(5), { learningRate: 0.2, iterations: 1000 }), quadratic);
    expect(found.value).toBeLessThan(1e-4);
    expect(found).toMatchObject({ end: "exhausted", evaluations: 1000 });
  });

  it("makes steps of the learning rate, a tenth of it after 3/8, a hundredth after 5/8", () => {
    const points: number[] = [];
    const slope: Objective = ([x]) => {
      points.push(x);
      return { value: x, gradient: Float64Array.of(1e-3) };
    };
    minimise(adam(Float32Array.of(0), { learningRate: 1, iterations: 16 }), slope);
    const steps = points.slice(1).map((x, i) => points[i] - x);
    expect(steps.map((step) => Math.round(-Math.log10(step)))).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3]);
  });

  it("can go by the sign alone", () => {
    const steep: Objective = ([x, y]) => ({ value: x + y, gradient: Float64Array.of(1e-6, 1e6) });
    const { point } = minimise(adam(Float32Array.of(0, 0), { learningRate: 1, iterations: 5, signed: true }), steep);
    expect(point[0]).toBeCloseTo(point[1], 5);
  });

  it("stops where it is good enough, and where there is no value", () => {
    const settings = { learningRate: 0.1, iterations: 500 };
    expect(minimise(adam(Float32Array.of(2, 2), { ...settings, enough: 0.1 }), quadratic)).toMatchObject({
      end: "reached",
    });
    expect(minimise(adam(Float32Array.of(-1), settings), barrier)).toMatchObject({ end: "stalled", value: Infinity });
  });
});

describe("lockstep", () => {
  /** Asks for these points, whatever they are worth. */
  function* visit(points: readonly number[]): Search {
    for (const point of points) yield Float32Array.of(point);
    return "exhausted";
  }
  const itself = (points: readonly Float32Array[]) =>
    points.map(([value]) => ({ value, gradient: new Float64Array(1) }));

  test("keeps the best of each search, not the last, and never a NaN", () => {
    const seen: (readonly number[])[] = [];
    const rounds = lockstep([visit([5, 2, 9]), visit([7]), visit([NaN, 8, NaN, 9])], (points, which) => {
      seen.push(which);
      return itself(points);
    });
    const bests = [...rounds].at(-1)!;
    expect(bests.map(({ value }) => value)).toEqual([2, 7, 8]);
    expect(bests.map(({ iteration }) => iteration)).toEqual([1, 0, 1]);
    expect(bests.map(({ point }) => point[0])).toEqual([2, 7, 8]);
    expect(seen).toEqual([[0, 1, 2], [0, 2], [0, 2], [2]]);
  });

  test("has a point after every round, and tells which searches are over", () => {
    const rounds = lockstep([visit([NaN, 3]), visit([1])], itself);
    const [first] = [rounds.next().value as readonly Best[]];
    expect(first.map(({ end, point }) => [end, point[0]])).toEqual([
      [undefined, NaN],
      ["exhausted", 1],
    ]);
  });
});
