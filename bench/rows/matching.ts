/** An iteration of gradient matching against torch's double backward. @module */
import type { Benchmark, Budget, Finding } from "../benchmark.js";
import { backendSteppers, timeInTurns, torchStepper } from "../support/steppers.js";
import { modelNames } from "../support/steps.js";

/** torch 2.15 on one core of the machine that the budgets were set on, ms: where it is not installed here. */
const referenceMs = 2.9;

const model = "lenet-sigmoid";
/** of one image each, searched for at once */
const targets = 8;

export const matching: Benchmark = {
  name: "matching",
  summary: "gradient, cosine distance and its derivative by the image, one core, against torch's double backward",
  async run(effort) {
    const backends = await backendSteppers();
    const torch = torchStepper();
    try {
      const tasks = [1, targets].flatMap((batch) =>
        backends.map((stepper) => ({ stepper, model, pass: "matching", batch }) as const),
      );
      const peer = torch === undefined ? [] : [{ stepper: torch, model, pass: "matching", batch: 1 } as const];
      const times = await timeInTurns([...tasks, ...peer], effort.times(15));
      const baseline =
        torch === undefined
          ? { value: referenceMs, of: "torch 2.15, the reference machine's" }
          : { value: times[tasks.length], of: "torch, in turns with it" };
      return tasks.map(({ stepper, batch }, i): Finding => {
        const best = Math.min(...times.filter((_, t) => tasks[t]?.batch === batch));
        const what = batch === 1 ? "one image" : `a target of ${batch} at once`;
        return {
          what: `${modelNames[model]}, matching iteration, ${what}, ${stepper.name}`,
          measured: { value: times[i] / batch, unit: "ms" },
          baseline,
          ...(times[i] === best && { budget: atMost(batch === 1 ? 1.5 : 0.5) }),
        };
      });
    } finally {
      for (const stepper of backends) stepper.stop();
      torch?.stop();
    }
  },
};

/** For the better of our backends. */
const atMost = (limit: number): Budget => ({ limit, bound: "at-most", on: "ratio" });
