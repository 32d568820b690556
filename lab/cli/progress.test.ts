import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { Progress } from "./progress.js";

test("each variant counts its own rounds", () => {
  const stream = new PassThrough();
  const progress = new Progress({ quiet: false, stream });
  const round = { type: "round", accepted: 2, seconds: 0.5, upBytes: 8, downBytes: 8 } as const;
  progress.variant("short", 2);
  progress.event({ ...round, round: 1 });
  progress.variant("long", 30);
  progress.event({ ...round, round: 1 });
  expect(String(stream.read()).trim().split("\n")).toEqual([
    "[short] round 1/2 · 2 updates in 0.50 s",
    "[long] round 1/30 · 2 updates in 0.50 s",
  ]);
});
