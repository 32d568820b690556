/** Whether a run's accountants know what it releases. @module */
import { accountantNamed } from "../../shared/privacy/accountants/index.js";
import type { PlannedRelease } from "../../shared/privacy/planned-release.js";
import type { RunConfig } from "../../shared/scenario/schema.js";
import { PlanProblem } from "./plan-problem.js";

/**
 * @param by whose release it is
 * @throws {PlanProblem} at the first accountant that refuses it, with its reason
 */
export function refuseUnaccountable(
  { event, neighbours }: PlannedRelease,
  { accountants }: RunConfig["privacy"],
  by: string,
): void {
  accountants.forEach((name, index) => {
    const supported = accountantNamed(name).supports(event, neighbours);
    if (supported === true) return;
    const message = `the accountant ${name} cannot account for what ${by} releases: ${supported.why}`;
    throw new PlanProblem(message, ["privacy", "accountants", index], "choose another accountant");
  });
}
