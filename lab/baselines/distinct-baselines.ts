/** What a run trains to compare its variants with. @module */
import type { BackendName } from "../../shared/tensor/backend/backend.js";
import type { Network } from "../../shared/tensor/network.js";
import type { RunPlan } from "../launch/plan.js";
import { planBaselines, type PlannedBaseline } from "./plan-baselines.js";

export interface DistinctBaseline extends PlannedBaseline {
  readonly network: Network;
  /** names of those that it is the same for */
  readonly variants: readonly string[];
}

/** Every computation once, over all variants and seeds. */
export function distinctBaselines(
  variants: readonly { readonly name: string; readonly plans: readonly RunPlan[] }[],
  backend: BackendName,
): DistinctBaseline[] {
  const distinct = new Map<string, DistinctBaseline>();
  for (const { name, plans } of variants) {
    for (const plan of plans) {
      for (const baseline of planBaselines(plan, backend)) {
        const names = distinct.get(baseline.key)?.variants ?? [];
        distinct.set(baseline.key, { ...baseline, network: plan.network, variants: [...new Set([...names, name])] });
      }
    }
  }
  return [...distinct.values()];
}
