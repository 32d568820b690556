/** What a run of secure randomness cannot have. @module */
import type { DefencePlugin } from "../../shared/plugins/defence.js";
import type { AggregateRelease } from "../../shared/plugins/aggregator.js";
import type { RunConfig } from "../../shared/scenario/schema.js";
import { PlanProblem } from "./plan-problem.js";

const HINT = "set privacy.randomness: reproducible, which promises the same of real numbers";

/** @throws {PlanProblem} where noise that counts comes from a defence that knows floating-point noise alone */
export function refuseInsecureDefence(
  { name, survivesFloatingPoint }: Pick<DefencePlugin, "name" | "survivesFloatingPoint">,
  { randomness }: RunConfig["privacy"],
): void {
  if (randomness !== "secure" || survivesFloatingPoint === true) return;
  const message = `the noise of ${name} does not survive attacks on floating-point numbers, as secure randomness promises`;
  throw new PlanProblem(message, ["privacy", "randomness"], HINT);
}

/** @throws {PlanProblem} where an aggregator adds noise: neither the server's nor its participants' share of it is secure */
export function refuseInsecureAggregate(
  release: AggregateRelease | undefined,
  kind: string,
  { randomness }: RunConfig["privacy"],
): void {
  if (randomness !== "secure" || release === undefined) return;
  const message = `the noise of ${kind} is not secure: privacy.randomness is about participants' own defences`;
  throw new PlanProblem(message, ["privacy", "randomness"], HINT);
}
