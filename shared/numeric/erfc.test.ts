import { expect, test } from "vitest";
import { erfc, erfcx, logErfc } from "./erfc.js";

// mpmath 1.4, 40 digits
const logErfcValues = [
  [-5, 0.69314718055917658],
  [-1, 0.61123231767807049],
  [-0.3, 0.28414589714140825],
  [0, 0],
  [0.1, -0.11930497373739561],
  [0.46, -0.66291945646870885],
  [0.48, -0.69866169899541378],
  [1, -1.8496055099332482],
  [2.5, -7.8068152727272644],
  [3.99, -17.905511883835883],
  [4.01, -18.070239429276187],
  [10, -102.87988902484489],
  [27, -732.86888650789741],
  [100, -10005.177585122664],
];
const erfcValues = [
  [-2, 1.9953222650189527],
  [-0.3, 1.3286267594591274],
  [1e-9, 0.99999999887162083],
  [0.25, 0.72367360983176307],
  [0.47, 0.50625494911391789],
  [1.5, 0.033894853524689273],
  [5, 1.5374597944280349e-12],
  [26, 5.6631924088561428e-296],
];

test.each(logErfcValues)("logErfc(%d)", (x, expected) => {
  expect(Math.abs(logErfc(x) - expected)).toBeLessThan(3e-15 * Math.max(1, Math.abs(expected)));
});

test.each(erfcValues)("erfc(%d)", (x, expected) => {
  // exp(-x²) loses about x² rounding errors
  expect(Math.abs(erfc(x) / expected - 1)).toBeLessThan(3e-16 * (4 + x * x));
});

test("erfcx tends to 1 / (x sqrt(pi))", () => {
  expect(erfcx(1e8) * 1e8 * Math.sqrt(Math.PI)).toBeCloseTo(1, 14);
});
