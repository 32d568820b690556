import { expect, test } from "vitest";
import { Places } from "./places.js";

test("runs tasks in the order in which they come, no more at once than there are places", async () => {
  const places = new Places(2);
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const task = (n: number) => async (): Promise<number> => {
    started.push(n);
    most = Math.max(most, ++running);
    await new Promise((resume) => setTimeout(resume, 5));
    running--;
    return n;
  };
  expect(await Promise.all([0, 1, 2, 3, 4].map((n) => places.run(task(n))))).toEqual([0, 1, 2, 3, 4]);
  expect(started).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(2);
});

test("a task that fails gives its place back", async () => {
  const places = new Places(1);
  await expect(places.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await places.run(() => Promise.resolve("yes"))).toBe("yes");
});
