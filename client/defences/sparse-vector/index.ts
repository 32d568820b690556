/** DSSGD's private release: few coordinates, chosen and released by the sparse vector technique. @module */
import { z } from "zod";
import { selectedCount } from "../../../shared/learning/selection.js";
import type { DefencePlugin, Release, TurnFacts } from "../../../shared/plugins/defence.js";
import type { DpEvent } from "../../../shared/privacy/events.js";
import { neighboursOf } from "../../../shared/privacy/neighbours.js";
import { finiteNorm } from "../finite-norm.js";
import { scalesFor } from "./scales.js";
import { sparseVector } from "./technique.js";

const params = z.strictObject({
  epsilonPerParameter: z
    .number()
    .positive()
    .describe("epsilon / c (nats), spent on each coordinate that is released; a turn spends c times that; in (0, ∞)"),
  valueBound: z.number().positive().describe("gamma: values count within ± this, in the update's own unit; in (0, ∞)"),
  threshold: z
    .number()
    .min(0)
    .default(0)
    .describe("tau: about which size a coordinate must have to be released, in the update's own unit; in [0, ∞)"),
  uploadFraction: z
    .number()
    .positive()
    .max(1)
    .describe("theta_u, share of the coordinates that is released at most; at least one coordinate; in (0, 1]"),
  variant: z
    .enum(["sound", "published"])
    .default("sound")
    .describe("sound bounds a value before its noise; published adds noise to what nothing bounds, and is not private"),
});

export const sparseVectorTechnique: DefencePlugin<typeof params> = {
  kind: "defence",
  name: "sparse-vector",
  summary: "Chooses few coordinates by a noisy threshold and releases them with noise: private, at a price for each",
  reference: { title: "Privacy-Preserving Deep Learning", url: "https://doi.org/10.1145/2810103.2813687", year: 2015 },
  params,
  selectsCoordinates: true,
  create(given) {
    const { epsilonPerParameter, valueBound, threshold, uploadFraction, variant } = given;
    // whatever changes in the data, a bounded value moves by at most 2γ, and its size by no more
    const sensitivity = 2 * valueBound;
    const relative = scalesFor(epsilonPerParameter);
    const scales = {
      threshold: relative.threshold * sensitivity,
      comparison: relative.comparison * sensitivity,
      answer: relative.answer * sensitivity,
    };
    const event = (answers: number): DpEvent =>
      variant === "published"
        ? { type: "non-private", why: unsoundness(epsilonPerParameter, answers) }
        : {
            type: "sparse-vector",
            answers,
            thresholdNoise: relative.threshold,
            comparisonNoise: relative.comparison,
            answerNoise: relative.answer,
          };
    return {
      params: given,
      protectUpdate(update, { rng }) {
        finiteNorm(update, "the update");
        const answers = selectedCount(update.length, uploadFraction);
        const boundsFirst = variant === "sound";
        const technique = { answers, valueBound, threshold, scales, boundsFirst };
        const { update: released, accepted, compared } = sparseVector(update, technique, rng);
        return {
          update: released,
          sparse: true,
          measurements: [
            { name: "sparse-vector/released", value: accepted, unit: "coordinates" },
            { name: "sparse-vector/compared", value: compared, unit: "coordinates" },
          ],
        };
      },
      release(before: Release, facts: TurnFacts): Release {
        const answers = selectedCount(facts.parameters, uploadFraction);
        const bounds = { l2Bound: valueBound * Math.sqrt(answers), l1Bound: valueBound * answers };
        const isReleased = before.event !== undefined && before.event.type !== "non-private";
        if (isReleased) return { ...before, ...bounds };
        return { ...bounds, event: event(answers), neighbours: neighboursOf(facts.unit) };
      },
    };
  },
};

function unsoundness(epsilonPerParameter: number, answers: number): string {
  const total = Number((epsilonPerParameter * answers).toPrecision(6));
  return (
    "sparse-vector as published adds noise to a value that nothing bounds before, so that what it is said to cost, " +
    `epsilon ${epsilonPerParameter} a parameter and ${total} a turn, does not hold`
  );
}
