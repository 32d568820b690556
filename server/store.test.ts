import { expect, test } from "vitest";
import { ParameterStore } from "./store.js";

test("applying makes new weights and leaves the old to whoever holds them", () => {
  const store = new ParameterStore(Float32Array.of(1, 2));
  const { weights, version } = store.snapshot;
  store.apply(Float32Array.of(1, -1), -0.5);
  expect([...store.weights]).toEqual([0.5, 2.5]);
  expect([...weights]).toEqual([1, 2]);
  expect([version, store.version]).toEqual([0, 1]);
});

test("counters count uploads coordinate by coordinate, and decay", () => {
  const store = new ParameterStore(new Float32Array(3));
  store.count(undefined);
  store.count(Int32Array.of(1));
  expect([...store.counters]).toEqual([1, 2, 1]);
  store.decayCounters(0.5);
  store.count(Int32Array.of(0, 1));
  expect([...store.counters]).toEqual([1.5, 2, 0.5]);
});

test("changes weights in place only while nobody outside holds them", () => {
  const store = new ParameterStore(Float32Array.of(1, 2));
  const { weights: pulled } = store.snapshot;
  store.apply(Float32Array.of(1, 1), 1);
  store.apply(Float32Array.of(1, 1), 1);
  expect([...pulled]).toEqual([1, 2]);
  const read = store.weights;
  expect([...read]).toEqual([3, 4]);
  store.apply(Float32Array.of(1, 1), 1);
  expect([...read]).toEqual([3, 4]);
  expect([...store.weights]).toEqual([4, 5]);
  expect(store.version).toBe(3);
});
