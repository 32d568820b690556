import { expect, test } from "vitest";
import { incompleteBeta } from "./incomplete-beta.js";
import { logGamma } from "./log-gamma.js";

// mpmath 1.4, 40 digits
const logGammaValues = [
  [0.1, 2.2527126517342059],
  [0.5, 0.57236494292470009],
  [1.5, -0.12078223763524522],
  [3.7, 1.4280723266653881],
  [20, 39.339884187199494],
  [1234.5, 7550.5509010778949],
];
const betaValues = [
  [0.1, 1, 5, 0.40951],
  [0.5, 2.5, 3.5, 0.66976527263135502],
  [0.9, 3, 0.7, 0.5786105753901475],
  [0.02, 0.5, 40, 0.79496813499250736],
  [0.3, 300, 600, 0.015695040747245913],
  [0.999, 2, 50, 1],
];

test.each(logGammaValues)("logGamma(%d)", (x, expected) => {
  expect(Math.abs(logGamma(x) - expected)).toBeLessThan(1e-14 * Math.max(1, Math.abs(expected)));
});

test.each(betaValues)("incompleteBeta(%d, %d, %d)", (x, a, b, expected) => {
  expect(Math.abs(incompleteBeta(x, a, b) / expected - 1)).toBeLessThan(1e-11);
});

test("incompleteBeta at the ends", () => {
  expect(incompleteBeta(0, 2, 3)).toBe(0);
  expect(incompleteBeta(1, 2, 3)).toBe(1);
});
