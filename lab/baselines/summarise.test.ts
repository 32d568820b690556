import { expect, test } from "vitest";
import type { BaselineEvent } from "./job.js";
import { summariseBaselines } from "./summarise.js";

const alone = (participant: number, round: number, accuracy: number): BaselineEvent => {
  return { type: "baseline", name: "standalone", participant, round, accuracy, loss: 1 };
};
const together = (round: number, accuracy: number): BaselineEvent => {
  return { type: "baseline", name: "centralised", round, accuracy, loss: 1 };
};

test("what counts is the last round", () => {
  const events = [alone(0, 0, 0.9), together(2, 0.75), alone(1, 2, 0.5), alone(0, 2, 0.25), together(0, 0.9)];
  expect(summariseBaselines(events)).toEqual({
    standalone: { accuracy: 0.375, low: 0.25, high: 0.5, n: 2 },
    centralised: { accuracy: 0.75 },
  });
});

test("a baseline that was not asked for is left out", () => {
  expect(summariseBaselines([together(2, 0.75)])).toEqual({ centralised: { accuracy: 0.75 } });
  expect(summariseBaselines([alone(0, 2, 0.5)])).toEqual({
    standalone: { accuracy: 0.5, low: 0.5, high: 0.5, n: 1 },
  });
});
