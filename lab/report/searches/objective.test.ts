import { expect, test } from "vitest";
import { objectiveFigure, plotArea } from "./objective.js";

const words = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

test("a curve that falls by decades is a straight line, on which the marker stays", () => {
  const figure = objectiveFigure([0, 10, 20, 30].map((iteration) => [iteration, 10 ** (-iteration / 10)]))!;
  const places = [0, 10, 20, 30].map((iteration) => figure.placeAt(iteration)!);
  expect(places[0][0]).toBeCloseTo(plotArea.left, 9);
  expect(places[3][0]).toBeCloseTo(plotArea.right, 9);
  const steps = places.slice(1).map(([, top], i) => top - places[i][1]);
  expect(steps[1]).toBeCloseTo(steps[0], 9);
  expect(steps[2]).toBeCloseTo(steps[0], 9);
  expect(places[0][1]).toBeGreaterThan(plotArea.top);
  expect(places[3][1]).toBeLessThan(plotArea.bottom);
  expect(words(figure.draw("o", 0))).toEqual(expect.arrayContaining(["1", "0.1", "0.01", "0.001", "iteration"]));
});

test("between two iterations that were recorded the one before counts", () => {
  const figure = objectiveFigure([
    [2, 5],
    [8, 1],
  ])!;
  expect([1, 2, 7, 8, 9].map(figure.valueAt)).toEqual([undefined, 5, 5, 1, 1]);
  expect(figure.placeAt(1)).toBeUndefined();
});

test("a zero, or what rounding makes of it, leaves the axis logarithmic; an objective below zero does not", () => {
  const perfect = objectiveFigure([
    [0, 1],
    [1, 0.1],
    [2, -6e-8],
  ])!;
  expect(perfect.placeAt(2)![1]).toBeCloseTo(perfect.placeAt(1)![1], 9);
  expect(words(perfect.draw("o", 0))).toContain("objective, logarithmic");
  const negative = objectiveFigure([
    [0, -1],
    [1, -2],
  ])!;
  expect(words(negative.draw("o", 0))).toContain("objective");
});

test("one value alone can be drawn, none cannot", () => {
  expect(
    objectiveFigure([[0, 3]])!
      .placeAt(0)!
      .every(Number.isFinite),
  ).toBe(true);
  expect(objectiveFigure([])).toBeUndefined();
});
