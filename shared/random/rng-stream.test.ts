import { expect, test } from "vitest";
import { RngStream } from "./rng-stream.js";

test("golden: keys and uniforms of an independent implementation (Python: hashlib, 64-bit xoroshiro128+)", () => {
  const stream = RngStream.fromSeed(7).fork("round", 3, "participant", 2);
  expect(RngStream.fromSeed(7).key).toBe("66217b73e94d356391b4b23d358df3a1a311405794255ee9c9f4baa7ef1cb522");
  expect(stream.key).toBe("87fc181678052644e8f16f71c0c1570267a74bda0ead2330f7fea47846c25126");
  const uniforms = [0.9663532627223074, 0.2710945510608871, 0.08319286978526663, 0.9777535916237925];
  expect(uniforms.map(() => stream.uniform())).toEqual(uniforms);
});

test("golden: no draw changes silently", () => {
  const stream = RngStream.fromSeed(1);
  expect([stream.gaussian(), stream.gaussian(), stream.integer(10), stream.integer(2 ** 32)]).toMatchInlineSnapshot(`
    [
      -1.4885630616751875,
      -1.13228934111106,
      1,
      2388962954,
    ]
  `);
  expect([...stream.permutation(8)]).toMatchInlineSnapshot(`
    [
      4,
      7,
      3,
      2,
      0,
      6,
      1,
      5,
    ]
  `);
  expect([...stream.poissonSample(30, 0.2)]).toMatchInlineSnapshot(`
    [
      0,
      5,
      8,
      17,
      24,
    ]
  `);
  expect([...stream.sampleWithoutReplacement(100, 5)]).toMatchInlineSnapshot(`
    [
      52,
      40,
      13,
      49,
      4,
    ]
  `);
});

test("a stream follows from its key, and its forks from nothing but key and path", () => {
  const stream = RngStream.fromSeed(5);
  const before = stream.fork("a", 1);
  stream.uniform();
  expect(stream.fork("a").fork(1).key).toBe(before.key);
  expect(RngStream.fromKey(before.key).uniform()).toBe(before.uniform());
});

test("forking does not advance the parent", () => {
  const [one, other] = [RngStream.fromSeed(5), RngStream.fromSeed(5)];
  one.fork("a");
  expect(one.uniform()).toBe(other.uniform());
});

test("first draws of neighbouring forks and seeds are uniform and uncorrelated (false alarm 2e-6)", () => {
  const root = RngStream.fromSeed(0);
  const n = 4000;
  for (const stream of [(i: number) => root.fork("round", i), (i: number) => RngStream.fromSeed(i)]) {
    const first = Array.from({ length: n }, (_, i) => stream(i).uniform() - 0.5);
    const mean = first.reduce((a, b) => a + b) / n;
    const lag = first.slice(1).reduce((sum, x, i) => sum + x * first[i], 0) / n;
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(12 * n));
    expect(Math.abs(lag)).toBeLessThan(5 / (12 * Math.sqrt(n)));
  }
});

test("fillGaussian gives what gaussian gives one by one, scaled", () => {
  const out = new Float64Array(1000);
  RngStream.fromSeed(9).fillGaussian(out, 2.5);
  const stream = RngStream.fromSeed(9);
  expect([...out]).toEqual(Array.from({ length: 1000 }, () => 2.5 * stream.gaussian()));
  RngStream.fromSeed(9).fillGaussian(out, 0);
  expect(out.every((x) => x === 0)).toBe(true);
});

test("integer is unbiased (chi-square with 9 degrees of freedom, false alarm 1e-6)", () => {
  const stream = RngStream.fromSeed(11);
  const counts = new Array<number>(10).fill(0);
  for (let i = 0; i < 100_000; i++) counts[stream.integer(10)]++;
  expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(46);
});

test("integer is unbiased where a remainder of 32 bits would not be: n = 3 · 2^30 (false alarm 1e-6)", () => {
  const stream = RngStream.fromSeed(12);
  const n = 3 * 2 ** 30;
  let low = 0;
  for (let i = 0; i < 30_000; i++) if (stream.integer(n) < 2 ** 30) low++;
  expect(Math.abs(low - 10_000)).toBeLessThan(4.9 * Math.sqrt(30_000 * (2 / 9)));
});

test("permutation holds every index once, each order equally often (chi-square, 23 df, false alarm 1e-6)", () => {
  const stream = RngStream.fromSeed(13);
  expect([...stream.permutation(1000)].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  const counts = new Map<string, number>();
  for (let i = 0; i < 24_000; i++) {
    const order = stream.permutation(4).join();
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(24);
  expect([...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(71);
});

test("poissonSample takes each index independently with probability q (false alarm 1e-5 in all)", () => {
  const stream = RngStream.fromSeed(14);
  const [n, q, trials] = [20, 0.15, 40_000];
  const counts = new Float64Array(n);
  let [total, pairs] = [0, 0];
  for (let t = 0; t < trials; t++) {
    const sample = stream.poissonSample(n, q);
    sample.forEach((index, k) => {
      counts[index]++;
      if (k > 0) expect(index).toBeGreaterThan(sample[k - 1]);
    });
    total += (sample.length - n * q) ** 2;
    if (sample.includes(3) && sample.includes(4)) pairs++;
  }
  const spread = Math.sqrt(trials * q * (1 - q));
  for (const count of counts) expect(Math.abs(count - trials * q)).toBeLessThan(5 * spread);
  expect(Math.abs(total / trials / (n * q * (1 - q)) - 1)).toBeLessThan(5 * Math.sqrt(2.2 / trials));
  expect(Math.abs(pairs - trials * q * q)).toBeLessThan(5 * Math.sqrt(trials * q * q));
});

test("poissonSample at the ends", () => {
  const stream = RngStream.fromSeed(15);
  expect([...stream.poissonSample(5, 0)]).toEqual([]);
  expect([...stream.poissonSample(5, 1)]).toEqual([0, 1, 2, 3, 4]);
  expect([...stream.poissonSample(0, 0.5)]).toEqual([]);
});

test("sampleWithoutReplacement takes every index equally often, none twice (false alarm 1e-5 in all)", () => {
  const stream = RngStream.fromSeed(16);
  const counts = new Float64Array(10);
  for (let t = 0; t < 20_000; t++) {
    const sample = stream.sampleWithoutReplacement(10, 3);
    expect(new Set(sample).size).toBe(3);
    for (const index of sample) counts[index]++;
  }
  for (const count of counts) expect(Math.abs(count - 6000)).toBeLessThan(5 * Math.sqrt(20_000 * 0.21));
});

test("refuses what it cannot draw, and says what it can", () => {
  const stream = RngStream.fromSeed(1);
  expect(() => RngStream.fromKey("abc")).toThrow(/64 lower-case hex digits/);
  expect(() => stream.fork()).toThrow(/needs a path/);
  expect(() => stream.integer(0)).toThrow(/n is 0/);
  expect(() => stream.integer(2.5)).toThrow(RangeError);
  expect(() => stream.poissonSample(5, NaN)).toThrow(/q is NaN, must be in \[0, 1\]/);
  expect(() => stream.sampleWithoutReplacement(3, 4)).toThrow(/cannot draw 4 of 3/);
  expect(() => stream.fillGaussian(new Float32Array(1), -1)).toThrow(/stddev is -1/);
});
