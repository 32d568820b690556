/** Federated averaging: the mean of a round's updates. @module */
import { z } from "zod";
import type { AggregatorPlugin } from "../../../shared/plugins/aggregator.js";
import { weightedMean } from "./weighted-mean.js";

const params = z.strictObject({});

export const mean: AggregatorPlugin<typeof params> = {
  kind: "aggregator",
  name: "mean",
  summary: "The mean of a round's updates, each counting alike or by its examples as training.weighting says",
  reference: {
    title: "Communication-Efficient Learning of Deep Networks from Decentralized Data",
    url: "https://arxiv.org/abs/1602.05629",
    year: 2017,
  },
  params,
  create: (_params, { facts }) => ({
    aggregate(contributions) {
      if (contributions.length === 0) return undefined;
      const updates = contributions.map(({ update }) => update);
      const byExamples = facts.weighting === "examples";
      const weights = byExamples ? contributions.map(({ examples }) => examples ?? 0) : undefined;
      const update = weightedMean(updates, weights);
      return { update, mean: update, measurements: [] };
    },
  }),
};
