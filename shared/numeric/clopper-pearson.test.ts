import { expect, test } from "vitest";
import { clopperPearson } from "./clopper-pearson.js";

// scipy 1.17, stats.beta.ppf
const values = [
  [0, 10, 0.95, 0, 0.3084971078187607],
  [3, 10, 0.95, 0.0667395111777345, 0.6524528500599973],
  [10, 10, 0.95, 0.6915028921812392, 1],
  [500, 500, 0.99, 0.9894593118113242, 1],
  [7, 1000, 0.9999, 0.0009230813923526025, 0.023727291756347624],
  [81, 263, 0.95, 0.25273674558527126, 0.36762192260135135],
];

test.each(values)("%d of %d at %d", (successes, trials, confidence, low, high) => {
  const interval = clopperPearson(successes, trials, confidence);
  expect(interval.low).toBeCloseTo(low, 11);
  expect(interval.high).toBeCloseTo(high, 11);
});

test("refuses impossible counts and confidences", () => {
  expect(() => clopperPearson(3, 2)).toThrow(/3 successes in 2 trials/);
  expect(() => clopperPearson(0, 0)).toThrow(RangeError);
  expect(() => clopperPearson(1, 2, 1)).toThrow(/confidence is 1/);
});
