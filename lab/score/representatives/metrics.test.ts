import { describe, expect, test } from "vitest";
import { clopperPearson } from "../../../shared/numeric/clopper-pearson.js";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { distinctness } from "./distinctness.js";
import { frechetDistance } from "./frechet-distance.js";
import { nearerToVictims } from "./nearer-to-victims.js";
import { locate, type JudgedImages } from "./sample.js";
import { ssimToVictims } from "./ssim-to-victims.js";
import { targetClassShare } from "./target-class-share.js";

const rng = () => RngStream.fromSeed(1);

/** Images of `size` values that the judge sees as they are, all of class 0 of 2 but those named. */
function judged(images: number[] | Float32Array, size: number, probabilities?: number[]): JudgedImages {
  const count = images.length / size;
  const all = probabilities ?? Array.from({ length: count }, () => 1);
  return {
    images: Float32Array.from(images),
    features: Float32Array.from(images),
    probabilities: Float32Array.from(all.flatMap((p) => [p, 1 - p])),
    count,
  };
}

const references = (victims: number[] | Float32Array, heldOut: number[] | Float32Array, shape = [1]) => {
  const size = shape.reduce((a, b) => a * b, 1);
  return { targetClass: 0, shape, victims: judged(victims, size), heldOut: judged(heldOut, size) };
};

const gaussians = (stream: RngStream, count: number, mean: number, stddev: number) =>
  Float32Array.from({ length: count }, () => mean + stddev * stream.gaussian());

test("targetClassShare counts probabilities above 0.9", () => {
  const against = references([0], [0]);
  const sample = locate(judged([0, 0, 0, 0], 1, [0.91, 0.89, 1, 0.2]), against);
  expect(targetClassShare.measure(sample, against, rng())).toEqual({ value: 0.5, ...clopperPearson(2, 4) });
});

describe("frechetDistance", () => {
  test("is 0 from the victims themselves, and d² from them moved", () => {
    const cloud = gaussians(rng(), 60, 0, 1);
    const against = references(cloud, [0], [3]);
    const value = (images: Float32Array) =>
      frechetDistance.measure(locate(judged(images, 3), against), against, rng())?.value;
    expect(value(cloud)).toBeCloseTo(0, 6);
    expect(value(cloud.map((x, i) => (i % 3 === 1 ? x + 2 : x)))).toBeCloseTo(4, 4);
  });

  test("needs two victims' images, and takes a single one of the sample", () => {
    const against = references([1, 2], [0]);
    // one image has no spread: (1.5 − 0)² and the victims' variance
    expect(frechetDistance.measure(locate(judged([0], 1), against), against, rng())?.value).toBeCloseTo(2.75, 6);
    expect(frechetDistance.measure(locate(judged([0], 1), references([1], [])), references([1], []), rng())).toBe(
      undefined,
    );
  });

  test("its interval holds the truth as often as it says", () => {
    // normal variables of one dimension: (μ_a − μ_b)² + (σ_a − σ_b)²
    const stream = RngStream.fromSeed(2);
    const victims = gaussians(stream, 4000, 0, 1);
    const against = references(victims, []);
    const mean = victims.reduce((a, b) => a + b, 0) / 4000;
    const stddev = Math.sqrt(victims.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 3999);
    const truth = (2 - mean) ** 2 + (3 - stddev) ** 2;
    let held = 0;
    for (let run = 0; run < 200; run++) {
      const sample = {
        ...judged(gaussians(stream, 150, 2, 3), 1),
        nearVictims: { k: 1, places: new Int32Array(150), squared: new Float64Array(150) },
        even: undefined,
      };
      const { low, high } = frechetDistance.measure(sample, against, rng())!;
      if (low <= truth && truth <= high) held++;
    }
    // of 200 intervals that hold it with 95 %, fewer than 179 do with probability 3e-4, all 200 with 4e-5
    expect(held).toBeGreaterThanOrEqual(179);
    expect(held).toBeLessThan(200);
  });
});

describe("ssimToVictims", () => {
  const stream = RngStream.fromSeed(3);
  const images = Float32Array.from({ length: 6 * 144 }, () => stream.uniform());
  const against = references(images, [], [12, 12, 1]);
  const measure = (sample: Float32Array) =>
    ssimToVictims.measure(locate(judged(sample, 144), against), against, rng())!;

  test("is 1 for copies, whichever they are of", () => {
    const copies = new Float32Array([...images.subarray(4 * 144), ...images.subarray(144, 288)]);
    const { value, low, high } = measure(copies);
    for (const one of [value, low, high]) expect(one).toBeCloseTo(1, 6);
  });

  test("is a mean over images", () => {
    const noise = Float32Array.from({ length: 144 }, () => stream.uniform());
    const [alone, both] = [measure(noise), measure(new Float32Array([...noise, ...images.subarray(0, 144)]))];
    expect(alone.value).toBeLessThan(0.5);
    expect(both.value).toBeCloseTo((alone.value + 1) / 2, 6);
  });
});

describe("nearerToVictims", () => {
  const measure = (sample: number[], victims: number[], heldOut: number[]) => {
    const against = references(victims, heldOut);
    return nearerToVictims.measure(locate(judged(sample, 1), against), against, rng());
  };

  test("counts the images that lie nearer to a victim's", () => {
    expect(measure([0.1, 1.9, 3.1, 4], [0, 2], [3, 4])?.value).toBe(0.5);
    expect(measure([0.1, 1.9, 2.1], [0, 2], [3, 4])?.value).toBe(1);
    expect(measure([0.5], [0], [1])?.value).toBe(0.5);
  });

  test("as many of both: more of one side's images would be nearer for being more", () => {
    expect(measure([2], [0, 2, 2, 2], [1.5])?.value).toBe(0);
    expect(measure([2], [0], [1.5, 2, 2])?.value).toBe(0);
    expect(measure([2], [0], [])).toBe(undefined);
  });

  test("images that share a neighbour are one throw of a coin", () => {
    const alike = measure(Array<number>(100).fill(0.1), [0, 2], [3, 4])!;
    expect(alike).toEqual({ value: 1, ...clopperPearson(1, 1) });
    const several = measure([0, 0.1, 10, 10.1, 20, 20.1], [0, 10, 20], [5, 15, 25])!;
    expect(several).toEqual({ value: 1, ...clopperPearson(3, 3) });
  });

  test("says one half of a class that is known and not remembered, as often as it says", () => {
    const stream = RngStream.fromSeed(4);
    let alarms = 0;
    for (let run = 0; run < 100; run++) {
      const draw = (count: number) => [...gaussians(stream, count, 0, 1)];
      if (measure(draw(200), draw(50), draw(50))!.low > 0.5) alarms++;
    }
    // each is a false alarm with at most 2.5 %: more than 9 of 100 with probability 2e-4
    expect(alarms).toBeLessThanOrEqual(9);
  });
});

describe("distinctness", () => {
  const measure = (sample: number[] | Float32Array, victims: number[]) => {
    const against = references(victims, []);
    return distinctness.measure(locate(judged(sample, 1), against), against, rng());
  };

  test("is 1 for the victims' own spread, 0 for one image, and scales with distances", () => {
    expect(measure([1, 4, 9], [1, 4, 9])?.value).toBeCloseTo(1, 12);
    expect(measure([3, 3, 3], [1, 4, 9])).toEqual({ value: 0, low: 0, high: 0 });
    expect(measure([0.5, 2, 4.5], [1, 4, 9])?.value).toBeCloseTo(0.5, 12);
    // distances 3, 8 and 5 between them, of mean 16 / 3; one distance of 8
    expect(measure([0, 8], [1, 4, 9])?.value).toBeCloseTo(1.5, 12);
  });

  test("is nothing where there are no two images, or all victims' are one", () => {
    expect(measure([3], [1, 4, 9])).toBe(undefined);
    expect(measure([1, 2], [4])).toBe(undefined);
    expect(measure([1, 2], [4, 4])).toBe(undefined);
  });

  test("its interval holds the truth as often as it says", () => {
    // of two normal variables of standard deviation s the mean distance is 2·s / √π
    const stream = RngStream.fromSeed(6);
    let held = 0;
    for (let run = 0; run < 200; run++) {
      const { low, high } = measure(gaussians(stream, 100, 0, 3), [0, 1])!;
      const truth = 6 / Math.sqrt(Math.PI);
      if (low <= truth && truth <= high) held++;
    }
    // as above, for 95 %
    expect(held).toBeGreaterThanOrEqual(179);
    expect(held).toBeLessThan(200);
  });
});
