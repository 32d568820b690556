import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { EventLoopDelay } from "./event-loop-delay.js";

test("tells how long the event loop was held up, and nothing where it was not watched", async () => {
  const delay = new EventLoopDelay();
  delay.watch();
  for (let i = 0; i < 3; i++) {
    await setTimeout(20);
    const until = performance.now() + 150;
    while (performance.now() < until);
  }
  await setTimeout(20);
  expect(delay.end()).toBeGreaterThan(120);
  expect(new EventLoopDelay().end()).toBeUndefined();
});
