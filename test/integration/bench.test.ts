import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { isMet, ratioOf, type Finding } from "../../bench/benchmark.js";
import { median, powerLawExponent } from "../../bench/statistics.js";

const entry = fileURLToPath(new URL("../../dist/bench/main.js", import.meta.url));

function bench(...args: readonly string[]) {
  return spawnSync(process.execPath, [entry, ...args], { encoding: "utf8" });
}

describe("the benchmarks run, however long they take", () => {
  test("those that start no federation, and the wire", () => {
    const { status, stdout, stderr } = bench("sparse", "wire", "--effort", "0.01", "--json");
    expect(stderr).not.toMatch(/failed/);
    expect(status).toBe(0);
    const { machine, results } = JSON.parse(stdout) as {
      machine: { backends: Record<string, string> };
      results: (Finding & { benchmark: string; command: string })[];
    };
    expect(Object.keys(machine.backends)).toContain("wasm");
    expect(results.map(({ benchmark }) => benchmark)).toEqual([...Array(4).fill("wire"), ...Array(3).fill("sparse")]);
    for (const { measured, baseline, command, benchmark } of results) {
      expect(measured.value).toBeGreaterThan(0);
      expect(baseline?.value).toBeGreaterThan(0);
      expect(command).toBe(`npm run bench -- ${benchmark}`);
    }
  });

  test("without --json a table, with a line a finding", () => {
    const { status, stdout } = bench("sparse");
    expect(status).toBe(0);
    expect(stdout.match(/sparse upload, .*bytes.*≤ 1\.15.*yes/g)).toHaveLength(3);
  });

  test("an unknown name is refused with the known ones", () => {
    const { status, stderr } = bench("sprase");
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/no benchmark sprase: choose .*wire, sparse/);
  });
});

describe("a budget", () => {
  const finding: Finding = { what: "it", measured: { value: 3, unit: "ms" }, baseline: { value: 2, of: "that" } };
  test.each([
    [{ limit: 1.5, bound: "at-most", on: "ratio" }, true],
    [{ limit: 1.49, bound: "at-most", on: "ratio" }, false],
    [{ limit: 1.5, bound: "at-least", on: "ratio" }, true],
    [{ limit: 1.51, bound: "at-least", on: "ratio" }, false],
    [{ limit: 2.9, bound: "at-most", on: "value" }, false],
    [{ limit: 3, bound: "at-most", on: "value" }, true],
  ] as const)("%j of 3 ms against 2 ms: %s", (budget, met) => {
    expect(isMet({ ...finding, budget })).toBe(met);
  });

  test("none is neither met nor missed, and without a baseline there is no ratio", () => {
    expect(isMet(finding)).toBeUndefined();
    expect(ratioOf({ what: "it", measured: finding.measured })).toBeUndefined();
  });

  test("of a ratio is not met where nothing could be measured", () => {
    const budget = { limit: 9, bound: "at-most", on: "ratio" } as const;
    expect(isMet({ ...finding, measured: { value: NaN, unit: "ms" }, budget })).toBe(false);
  });
});

test("medians of odd and even counts", () => {
  expect(median([9, 1, 4])).toBe(4);
  expect(median([9, 1, 4, 5])).toBe(4.5);
});

test.each([0.5, 1, 1.7])("the exponent of y = 3 x^%s", (exponent) => {
  const points = [10, 100, 1000].map((x) => ({ x, y: 3 * x ** exponent }));
  expect(powerLawExponent(points)).toBeCloseTo(exponent, 12);
});
