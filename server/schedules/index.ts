/** The schedules: who takes a turn when, and what becomes of the updates. @module */
import type { ServerJob } from "../../shared/process/messages.js";
import type { Federation } from "../federation.js";
import { runAsynchronous } from "./asynchronous.js";
import { replayAsynchronous } from "./replay.js";
import { runSequential } from "./sequential.js";
import { runSynchronous } from "./synchronous.js";

/** Runs every round. @throws {Error} when a round ends with fewer updates than it needs */
export type RunSchedule = (federation: Federation) => Promise<void>;

export function scheduleOf({ schedule, replay }: ServerJob): RunSchedule {
  switch (schedule) {
    case "synchronous":
      return runSynchronous;
    case "round-robin":
    case "random-order":
      return runSequential;
    case "asynchronous":
      return replay === undefined ? runAsynchronous : replayAsynchronous;
  }
}
