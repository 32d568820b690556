/** A step of training against torch's. @module */
import type { Benchmark, Budget, Finding } from "../benchmark.js";
import { backendSteppers, timeInTurns, torchStepper } from "../support/steppers.js";
import { modelNames, type StepTask } from "../support/steps.js";

type Model = Exclude<StepTask["model"], "lenet-sigmoid">;

/** torch 2.15 on one core of the machine that the budgets were set on, ms a step of 32: where it is not installed here. */
const referenceMs: Readonly<Record<Model, number>> = { mlp: 0.38, "shokri-cnn": 12 };

const batch = 32;

export const step: Benchmark = {
  name: "step",
  summary: "summed gradient of a lot of 32, from typed arrays to a typed array, one core, against torch's",
  async run(effort) {
    const backends = await backendSteppers();
    const torch = torchStepper();
    try {
      const findings: Finding[] = [];
      for (const model of ["mlp", "shokri-cnn"] as const) {
        const steppers = torch === undefined ? backends : [...backends, torch];
        const tasks = steppers.map((stepper) => ({ stepper, model, pass: "plain" as const, batch }));
        const times = await timeInTurns(tasks, effort.times(15));
        const against =
          torch === undefined
            ? { value: referenceMs[model], of: "torch 2.15, the reference machine's" }
            : { value: times[backends.length], of: "torch, in turns with it" };
        const best = Math.min(...times.slice(0, backends.length));
        backends.forEach(({ name }, i) => {
          const budget = budgetOf(model, name, times[i] === best);
          const measured = { value: times[i], unit: "ms" };
          const what = `${modelNames[model]}, step of ${batch}, ${name}`;
          findings.push({ what, measured, baseline: against, ...(budget !== undefined && { budget }) });
        });
      }
      return findings;
    } finally {
      for (const stepper of backends) stepper.stop();
      torch?.stop();
    }
  },
};

/** That of the perceptron is for the better of our backends. */
function budgetOf(model: Model, backend: string, isBest: boolean): Budget | undefined {
  const atMost = (limit: number): Budget => ({ limit, bound: "at-most", on: "ratio" });
  if (model === "mlp") return isBest ? atMost(3) : undefined;
  return atMost(backend === "tensorflow" ? 1 : 3);
}
