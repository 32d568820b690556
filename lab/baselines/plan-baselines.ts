/** From a run's plan to the models it is compared with: no server, no sharing, no defence, but the same work. @module */
import { createHash } from "node:crypto";
import { serialize } from "node:v8";
import type { BackendName } from "../../shared/tensor/backend/backend.js";
import type { RunPlan } from "../launch/plan.js";
import type { BaselineJob, BaselineName, Checkpoint, Learner } from "./job.js";

export interface PlannedBaseline {
  readonly name: BaselineName;
  readonly job: BaselineJob;
  /** the same for baselines that are the same computation */
  readonly key: string;
}

/** Those that the plan's scenario asks for, each once. */
export function planBaselines(plan: RunPlan, backend: BackendName): PlannedBaseline[] {
  const { config, root, folder, network } = plan;
  const names = [...new Set(config.baselines)];
  if (names.length === 0) return [];
  const shared = {
    backend,
    folder,
    dataset: plan.datasetRef,
    model: plan.modelRef,
    // those that the server starts from
    initialWeights: plan.initialWeights ?? network.initialise(root.fork("server", "initial-weights")),
    sampling: config.training.sampling,
    learningRate: config.training.learningRate,
  };
  const alone = participantsAlone(plan);
  return names.map((name) => {
    const job = { ...shared, learners: name === "standalone" ? alone : [together(plan, alone)] };
    // a job is all that a baseline depends on
    return { name, job, key: createHash("sha256").update(serialize(job)).digest("hex") };
  });
}

/** Every participant on its own examples, with the lots that it also draws in the federation and as many of them. */
function participantsAlone({ config, participants, turnCounts, root }: RunPlan): Learner[] {
  const turns = evaluationRounds(config.training).map((round) => ({ round, counts: turnCounts.until(round).slice() }));
  return participants.map(({ participant, examples, facts }) => ({
    name: "standalone",
    participant,
    examples,
    batchSize: facts.batchSize,
    checkpoints: turns.map(({ round, counts }) => ({ round, steps: counts[participant] * facts.localSteps })),
    key: root.fork("participant", participant, "sampling").key,
  }));
}

/** One model on everybody's examples, with as many steps as all participants take together. */
function together({ config, root }: RunPlan, alone: readonly Learner[]): Learner {
  const examples = Int32Array.from(alone.flatMap((learner) => [...learner.examples]));
  const checkpoints = alone[0].checkpoints.map(({ round }, i): Checkpoint => {
    return { round, steps: alone.reduce((sum, learner) => sum + learner.checkpoints[i].steps, 0) };
  });
  return {
    name: "centralised",
    examples,
    batchSize: Math.min(config.training.batchSize, examples.length),
    checkpoints,
    key: root.fork("baseline", "centralised", "sampling").key,
  };
}

/** When the server evaluates: before the first round, every so many, and after the last. */
function evaluationRounds({ rounds, evaluateEvery }: RunPlan["config"]["training"]): number[] {
  const whole = Math.ceil(rounds / evaluateEvery);
  return Array.from({ length: whole + 1 }, (_, i) => Math.min(i * evaluateEvery, rounds));
}
