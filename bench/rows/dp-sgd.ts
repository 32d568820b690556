/** What clipping every example's gradient costs over a plain step. @module */
import type { Benchmark, Finding } from "../benchmark.js";
import { backendSteppers, timeInTurns } from "../support/steppers.js";
import { modelNames } from "../support/steps.js";

const limits = { mlp: 1.5, "shokri-cnn": 1.7 };

export const dpSgd: Benchmark = {
  name: "dp-sgd",
  summary: "clipped gradient sum over the plain gradient of the same lot, each backend",
  async run(effort) {
    const backends = await backendSteppers();
    try {
      const findings: Finding[] = [];
      for (const model of ["mlp", "shokri-cnn"] as const) {
        for (const batch of [32, 256]) {
          for (const stepper of backends) {
            const tasks = (["plain", "clipped"] as const).map((pass) => ({ stepper, model, pass, batch }));
            const [plain, clipped] = await timeInTurns(tasks, effort.times(9));
            findings.push({
              what: `${modelNames[model]}, DP-SGD step of ${batch}, ${stepper.name}`,
              measured: { value: clipped, unit: "ms" },
              baseline: { value: plain, of: "plain step" },
              budget: { limit: limits[model], bound: "at-most", on: "ratio" },
            });
          }
        }
      }
      return findings;
    } finally {
      for (const stepper of backends) stepper.stop();
    }
  },
};
