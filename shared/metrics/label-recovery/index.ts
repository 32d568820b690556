/** Label recovery. @module */
import type { Metric } from "../../plugins/metric.js";
import { pairCount } from "../pairs.js";

/**
 * One value a truth of one lot: 1 where its label is among the claimed ones, each claimed label used once, else 0.
 * The mean is the multiset overlap of claimed and true labels. Give it one lot at a time; a claimed label of -1
 * stands for none.
 */
export const labelRecovery: Metric = {
  name: "labelRecovery",
  summary: "fraction of a lot's labels that were claimed, as a multiset",
  reference: {
    title: "iDLG: Improved Deep Leakage from Gradients",
    url: "https://arxiv.org/abs/2001.02610",
    year: 2020,
  },
  unit: "fraction",
  leaksMoreWhen: "higher",
  measure(pairs) {
    const n = pairCount(pairs);
    const unused = new Map<number, number>();
    for (const label of pairs.claimLabels) unused.set(label, (unused.get(label) ?? 0) + 1);
    return Float64Array.from({ length: n }, (_, i) => {
      const left = unused.get(pairs.truthLabels[i]) ?? 0;
      unused.set(pairs.truthLabels[i], left - 1);
      return left > 0 ? 1 : 0;
    });
  },
};
