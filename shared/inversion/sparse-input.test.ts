import { describe, expect, it } from "vitest";
import { RngStream } from "../random/rng-stream.js";
import { orthogonalComplement } from "./remaining-space.js";
import { sparseNonNegative } from "./sparse-input.js";
import { dot } from "./vectors.js";

/** r sparse non-negative vectors of N entries, mixed by a random matrix: columns [N, r]. */
function mixture(r: number, N: number, density: number, rng: RngStream) {
  const sources = Array.from({ length: r }, () =>
    Float64Array.from({ length: N }, () => (rng.uniform() < density ? rng.uniform() : 0)),
  );
  const mixing = Array.from({ length: r }, () => Float64Array.from({ length: r }, () => rng.gaussian()));
  const columns = new Float64Array(N * r);
  for (let j = 0; j < N; j++) {
    for (let i = 0; i < r; i++) columns[j * r + i] = sources.reduce((sum, s, k) => sum + mixing[i][k] * s[j], 0);
  }
  return { sources, columns };
}

/** 1 where the vectors are parallel. */
const alignment = (a: Float64Array, b: Float64Array) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));

describe("sparseNonNegative", () => {
  it.each([
    [3, 60, 0.3],
    [8, 300, 0.25],
    [20, 600, 0.2],
  ])("finds each of %i mixed vectors of %i entries from some start", (r, N, density) => {
    const { sources, columns } = mixture(r, N, density, RngStream.fromSeed(r));
    const found = new Set<number>();
    for (let start = 0; start < N && found.size < r; start++) {
      if (sources.every((source) => source[start] === 0)) continue;
      const p = sparseNonNegative(columns, r, start);
      const entries = Float64Array.from({ length: N }, (_, j) => dot(p, columns.subarray(j * r, (j + 1) * r)));
      expect(entries[start]).toBeCloseTo(1, 6);
      const match = sources.findIndex((source) => alignment(source, entries) > 1 - 1e-9);
      if (match >= 0) found.add(match);
    }
    expect(found.size).toBe(r);
  });
});

describe("orthogonalComplement", () => {
  it("is an orthonormal basis of what the directions leave", () => {
    const rng = RngStream.fromSeed(2);
    const directions = [1, 1e-6, 1e6].map((s) => Float64Array.from({ length: 7 }, () => s * rng.gaussian()));
    const basis = orthogonalComplement([...directions, directions[0]], 7);
    expect(basis).toHaveLength(4);
    basis.forEach((a, i) => {
      basis.forEach((b, k) => expect(dot(a, b)).toBeCloseTo(Number(i === k), 12));
      directions.forEach((d) => expect(dot(a, d) / Math.sqrt(dot(d, d))).toBeCloseTo(0, 12));
    });
  });

  it("is empty when the directions leave nothing", () => {
    expect(orthogonalComplement([Float64Array.of(1, 1), Float64Array.of(1, 2)], 2)).toEqual([]);
  });
});
