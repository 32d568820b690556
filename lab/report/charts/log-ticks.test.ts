import { expect, test } from "vitest";
import { logTicks, tickName } from "./log-ticks.js";

test("ticks are 1, 2 and 5 of every decade, or decades alone where there is little room", () => {
  const values = (limit: number) =>
    logTicks(Math.log10(15), Math.log10(3000), limit).map((tick) => Math.round(10 ** tick));
  expect(values(9)).toEqual([20, 50, 100, 200, 500, 1000, 2000]);
  expect(values(4)).toEqual([100, 1000]);
});

test("ticks are named without digits that say nothing", () => {
  expect([0.5, 20, 9.999999, 0.001, 1e-5, 2e7].map(tickName)).toEqual(["0.5", "20", "10", "0.001", "1e-5", "2e7"]);
});
