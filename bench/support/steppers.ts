/** Who can take steps on this machine. @module */
import { TorchStepper } from "../peers/torch-stepper.js";
import { median } from "../statistics.js";
import { availableBackends } from "./backends.js";
import type { Stepper, StepTask } from "./steps.js";
import { Worker } from "./worker.js";

/** one core each, as a client process has */
const oneThread = { TF_NUM_INTRAOP_THREADS: "1", TF_NUM_INTEROP_THREADS: "1", TF_CPP_MIN_LOG_LEVEL: "3" };

/** A process for each backend that is available; the reference, `cpu`, which nobody trains on, is left out. */
export async function backendSteppers(): Promise<readonly Stepper[]> {
  const backends = await availableBackends();
  return backends
    .filter(({ name }) => name !== "cpu")
    .map(({ name }) => {
      const worker = new Worker<StepTask, readonly number[]>("stepper", { ...oneThread, BENCH_BACKEND: name });
      return { name, time: (task) => worker.ask(task), stop: () => worker.stop() };
    });
}

/** torch, where `npm run bench:peers` has installed it. */
export function torchStepper(): Stepper | undefined {
  return TorchStepper.isInstalled() ? new TorchStepper() : undefined;
}

export interface TimedTask extends Omit<StepTask, "steps"> {
  readonly stepper: Stepper;
}

/**
 * Median ms of a step of every task. They take turns of a few steps each, so that what else the machine does hits all.
 * @param milliseconds how long a turn should take, about
 */
export async function timeInTurns(tasks: readonly TimedTask[], turns: number, milliseconds = 150): Promise<number[]> {
  const steps: number[] = [];
  for (const { stepper, ...task } of tasks) {
    // the first steps compile and allocate
    const warm = await stepper.time({ ...task, steps: 3 });
    const alone = Math.min(...warm);
    steps.push(Math.min(100, Math.max(2, Math.round(milliseconds / alone))));
  }
  const times: number[][] = tasks.map(() => []);
  for (let turn = 0; turn < turns; turn++) {
    for (const [i, { stepper, ...task }] of tasks.entries()) {
      times[i].push(...(await stepper.time({ ...task, steps: steps[i] })));
    }
  }
  return times.map(median);
}
