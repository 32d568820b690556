import { expect, test } from "vitest";
import { epsilonCurveFigure } from "./epsilon-curve.js";

const texts = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

/** Lines drawn, and how many points each has. */
const lines = (svg: string): number[] =>
  [...svg.matchAll(/<path d="(M[^"]*)" fill="none" stroke="[^"]*" stroke-width="2.25"/g)].map(
    ([, path]) => path.split(/[ML]/).length - 1,
  );

test("a line an accountant, on logarithmic axes, with what has no place on them left out", () => {
  const figure = epsilonCurveFigure({
    axis: "steps",
    caption: "c",
    curves: [
      { accountant: "pld", points: [[1, 0.1], [100, 1], [10_000, 10]] }, // prettier-ignore
      { accountant: "rdp", points: [[1, 0], [100, 2], [10_000, Infinity]] }, // prettier-ignore
    ],
  });
  expect(figure.description).toBe(
    "Epsilon against steps: pld from 0.100 at 1.00 to 10.0 at 10000; rdp from 2.00 at 100 to 2.00 at 100.",
  );
  for (const width of ["wide", "narrow"] as const) {
    const svg = figure.draw(width);
    expect(texts(svg)).toEqual(expect.arrayContaining(["pld", "rdp", "steps", "ε", "100", "10000", "0.1", "10"]));
    expect(lines(svg)[0]).toBe(3);
  }
});

test("where nothing is finite there are axes and no line", () => {
  const curves = [{ accountant: "rdp", points: [[1, Infinity], [2, Infinity]] as const }]; // prettier-ignore
  const figure = epsilonCurveFigure({ axis: "noise multiplier", caption: "", curves });
  expect(figure.description).toContain("rdp nowhere finite");
  expect(lines(figure.draw("wide"))).toEqual([]);
});
