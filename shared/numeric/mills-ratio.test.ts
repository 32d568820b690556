import { expect, test } from "vitest";
import { millsDifference, millsRatio } from "./mills-ratio.js";

// with 60 digits (mpmath)
test.each([
  [-0.6, 2.1779510754960116],
  [0, 1.2533141373155003],
  [0.3, 1.0018374009921557],
  [1, 0.65567954241879847],
  [5, 0.19280810471531576],
  [40, 0.024984404205720571],
  [1e4, 9.999999900000003e-5],
])("of %d", (x, expected) => {
  expect(Math.abs(millsRatio(x) / expected - 1)).toBeLessThan(2e-15);
});

test.each([
  [-0.5, 1e-9, 1.9820087462014861e-9],
  [0, 1e-3, 0.00099937367610807798],
  [0.4, 1, 0.39630942647547008],
  [3, 0.2, 0.016371961194883025],
  [29.9, 1e-6, 1.1148230127544672e-9],
  [30.1, 1e-6, 1.1001058256688325e-9],
  [500, 0.5, 1.9979780464006678e-6],
  [2, 7, 0.31158194670974618],
  [-0.6, 1.2, 1.3549232577117243],
  [8, 1e-12, 1.4944293936539841e-14],
])("difference from %d on, over %d, loses no digits", (x, width, expected) => {
  // x + width is rounded before it gets there
  expect(Math.abs(millsDifference(x, width) / expected - 1)).toBeLessThan(2e-13);
});

test("no width, no difference", () => {
  expect(millsDifference(2, 0)).toBe(0);
});
