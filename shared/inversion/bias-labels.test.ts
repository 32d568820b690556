import { expect, it } from "vitest";
import { labelsFromBias } from "./bias-labels.js";

it("names the only negative class of one example", () => {
  expect([...labelsFromBias(Float32Array.of(0.3, 0.2, -0.9, 0.4), 1)]).toEqual([2]);
});

it("names a class as often as it pulls its entry down", () => {
  // Three of class 0 and one of class 3 under a uniform softmax over four classes.
  expect([...labelsFromBias(Float32Array.of(-2, 1, 1, 0), 4)].sort()).toEqual([0, 0, 0, 3]);
});

it("leaves the gradient as it was", () => {
  const gradient = Float32Array.of(-1, 1);
  labelsFromBias(gradient, 2);
  expect([...gradient]).toEqual([-1, 1]);
});
