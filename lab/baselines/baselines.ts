/** The baselines of a whole run: what several variants compare with is trained once. @module */
import type { BackendName } from "../../shared/tensor/backend/backend.js";
import type { RunPlan } from "../launch/plan.js";
import type { BaselinesSummary } from "../runs/summary.js";
import type { BaselineEvent } from "./job.js";
import { planBaselines, type PlannedBaseline } from "./plan-baselines.js";
import { summariseBaselines } from "./summarise.js";
import { trainBaselines } from "./train-baselines.js";

export interface BaselineListener {
  /** told as it comes */
  trained(event: BaselineEvent): void;
  /** told again for another variant */
  known(event: BaselineEvent): void;
}

export class Baselines {
  readonly #backend: BackendName;
  readonly #signal: AbortSignal;
  /** by the key of the baseline */
  readonly #trained = new Map<string, readonly BaselineEvent[]>();

  constructor(backend: BackendName, signal: AbortSignal) {
    this.#backend = backend;
    this.#signal = signal;
  }

  /**
   * Trains those of a plan that the run has not trained before.
   * @returns undefined where the plan has none
   * @throws {Error} when one cannot be trained or the signal aborts
   */
  async of(plan: RunPlan, listener: BaselineListener): Promise<BaselinesSummary | undefined> {
    const planned = planBaselines(plan, this.#backend);
    for (const { key } of planned) this.#trained.get(key)?.forEach((event) => listener.known(event));
    const missing = planned.filter(({ key }) => !this.#trained.has(key));
    if (missing.length > 0) await this.#train(missing, listener);
    if (planned.length === 0) return undefined;
    return summariseBaselines(planned.flatMap(({ key }) => this.#trained.get(key) ?? []));
  }

  async #train(missing: readonly PlannedBaseline[], listener: BaselineListener): Promise<void> {
    const events: BaselineEvent[] = [];
    const job = { ...missing[0].job, learners: missing.flatMap(({ job: { learners } }) => learners) };
    const listen = (event: BaselineEvent): void => {
      events.push(event);
      listener.trained(event);
    };
    await trainBaselines(job, listen, this.#signal);
    for (const { name, key } of missing) {
      const own = events.filter((event) => event.name === name);
      this.#trained.set(key, own);
    }
  }
}
