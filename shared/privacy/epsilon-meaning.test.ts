import { expect, test } from "vitest";
import { epsilonMeaning } from "./epsilon-meaning.js";

test("says how far odds can grow, rounding against itself", () => {
  // e^8 = 2980.96; 1 / (1 + e^-8) = 0.999665
  expect(epsilonMeaning(8, 1e-5, "example")).toBe(
    "What was released can multiply the odds of a suspicion that one given example was used by at most 2,990, " +
      "from even odds to 99.967 % probability, up to a failure of the guarantee with probability 1e-5.",
  );
  // e^0.1 = 1.10517; 1 / (1 + e^-0.1) = 0.52498
  expect(epsilonMeaning(0.1, 0, "participant")).toBe(
    "What was released can multiply the odds of a suspicion that a participant's data was this set rather than that " +
      "one by at most 1.11, from even odds to 53 % probability.",
  );
});

test("says so when there is no limit, no change or near certainty", () => {
  expect(epsilonMeaning(Infinity, 1e-5, "example")).toMatch(/No limit is known/);
  expect(epsilonMeaning(0, 0, "example")).toMatch(/does not change the odds/);
  expect(epsilonMeaning(60, 1e-5, "example")).toMatch(/at most 1\.15e\+26, from even odds to practical certainty/);
  expect(epsilonMeaning(250, 1e-5, "example")).toMatch(/at most e\^250/);
});

test("says of a participant what its neighbours differ in", () => {
  expect(epsilonMeaning(1, 1e-5, "participant", "replace-one")).toBe(epsilonMeaning(1, 1e-5, "participant"));
  expect(epsilonMeaning(1, 1e-5, "participant", "add-or-remove-one")).toMatch(/that a given participant took part by/);
  expect(epsilonMeaning(1, 1e-5, "participant", "zero-out-one")).toMatch(/that a participant's own data was used by/);
});

test("says of an example what its neighbours differ in", () => {
  expect(epsilonMeaning(1, 0, "example", "replace-one")).toMatch(
    /that a given example was this one rather than that one by/,
  );
  expect(epsilonMeaning(1, 0, "example", "zero-out-one")).toBe(epsilonMeaning(1, 0, "example"));
});

test("rounds what it says up, never down", () => {
  expect(epsilonMeaning(61_024_500, 2.6656e-6, "example")).toMatch(/at most e\^61030000, .* probability 2.67e-6\.$/);
  // e^1 = 2.71828
  expect(epsilonMeaning(1, 0.015, "example")).toMatch(/at most 2\.72, .* probability 0\.015\.$/);
});
