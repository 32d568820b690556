import { expect, test } from "vitest";
import { RngStream } from "../../random/rng-stream.js";
import { shards } from "./shards.js";

const participants = 10;
/** 600 examples of ten classes, 60 of each: 20 shards of 30, two of each class */
const labels = Uint8Array.from({ length: 600 }, (_, index) => index % 10);

function deal(seed: number, given: object = {}): number[][] {
  const partition = shards.create(shards.params.parse(given), { classes: 10, examples: 600, participants });
  const shares = partition.assign(labels, participants, RngStream.fromSeed(seed));
  return shares.map((share) =>
    Array.from({ length: 10 }, (_, label) => share.filter((i) => labels[i] === label).length),
  );
}

test("a participant holds two shards, each of one class", () => {
  for (const counts of deal(1)) {
    expect(counts.every((count) => count % 30 === 0)).toBe(true);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(60);
  }
});

test("shards are dealt at random: both of one class as often as two cards of 20 match (false alarm 1e-6)", () => {
  const seeds = 1500;
  const matches = Array.from({ length: seeds }, (_, seed) => deal(seed)[0]).filter((counts) =>
    counts.includes(60),
  ).length;
  // given the first shard, one of the other 19 is of its class
  const p = 1 / 19;
  expect(Math.abs(matches - seeds * p)).toBeLessThan(4.9 * Math.sqrt(seeds * p * (1 - p)));
});

test("fewer examples are a random choice, not the first ones (false alarm 1e-8)", () => {
  const taken = new Set<number>();
  const partition = shards.create({ shardsEach: 2, examplesEach: 20 }, { classes: 10, examples: 600, participants });
  for (let seed = 0; seed < 60; seed++) {
    const shares = partition.assign(labels, participants, RngStream.fromSeed(seed));
    expect(shares.map((share) => share.length)).toEqual(new Array(participants).fill(20));
    for (const share of shares) for (const index of share) taken.add(index);
  }
  // each example is missed with probability (2/3)^60 = 3e-11
  expect(taken.size).toBe(600);
});
