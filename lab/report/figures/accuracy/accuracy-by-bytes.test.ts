import { expect, test } from "vitest";
import { variantSummary } from "../../../../test/support/variant-summary.js";
import type { RecordedRun } from "../../../runs/read-run.js";
import { accuracyByBytesFigure } from "./accuracy-by-bytes.js";

const run = (upBytes: Readonly<Record<string, number>>): RecordedRun => {
  const variants = Object.entries(upBytes).map(([name, bytes]) => [
    name,
    variantSummary("Infinity", { upBytes: bytes }),
  ]);
  return {
    directory: "/",
    summary: { seeds: 1, variants: Object.fromEntries(variants) } as RecordedRun["summary"],
    resolved: undefined,
    environment: undefined,
    variants: {},
  };
};

const texts = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

test("every variant is a named point, wide and narrow", () => {
  const figure = accuracyByBytesFigure(run({ full: 1_000_000, tenth: 125_000, random: 125_000 }));
  expect(figure?.description).toContain("full 90.0 % with 1.00 MB; tenth 90.0 % with 125 kB");
  for (const width of ["wide", "narrow"] as const) {
    const words = texts(figure!.draw(width));
    expect(words).toEqual(expect.arrayContaining(["full", "tenth", "random", "100 kB"]));
  }
});

test("there is nothing to draw where all variants upload the same, or nothing", () => {
  expect(accuracyByBytesFigure(run({ full: 1000, tenth: 1000 }))).toBeUndefined();
  expect(accuracyByBytesFigure(run({ full: 1000, tenth: 0 }))).toBeUndefined();
});
