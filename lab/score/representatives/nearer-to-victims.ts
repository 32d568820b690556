/** Whether the images are of the class, or of its records. @module */
import { clopperPearson } from "../../../shared/numeric/clopper-pearson.js";
import type { RepresentativeMetric } from "./metric.js";

/**
 * The share of images that lie nearer, by L2, to an image of a victim than to any of as many images of the class that
 * nobody trained on; one half for whoever knows the class and none of its images.
 *
 * Images that have the same nearest neighbour tell of one coin, not of many: if the neighbours' shares of the images are
 * w, the interval is that of Clopper and Pearson for 1 / Σ w² images (Kish 1965). All alike, they tell nothing.
 */
export const nearerToVictims: RepresentativeMetric = {
  name: "nearerToVictims",
  summary: "share of the images that lie nearer to a victim's image than to one of the class that nobody trained on",
  reference: {
    title: "A Non-Parametric Test to Detect Data-Copying in Generative Models",
    url: "https://arxiv.org/abs/2004.05675",
    year: 2020,
  },
  unit: "fraction",
  leaksMoreWhen: "higher",
  comparesImages: true,
  // images of other classes share few neighbours, a mean and noise one: what they score is a coin thrown a few times
  controls: [],
  ceilings: [],
  knownControls: { coin: 0.5 },
  measure({ count, even }) {
    if (even === undefined) return undefined;
    const { victims, heldOut } = even;
    const weights = new Map<string, number>();
    let nearer = 0;
    for (let i = 0; i < count; i++) {
      const difference = heldOut.squared[i * heldOut.k] - victims.squared[i * victims.k];
      nearer += difference > 0 ? 1 : difference === 0 ? 0.5 : 0;
      const neighbour =
        difference > 0 ? `victim ${victims.places[i * victims.k]}` : `held out ${heldOut.places[i * heldOut.k]}`;
      weights.set(neighbour, (weights.get(neighbour) ?? 0) + 1 / count);
    }
    const value = nearer / count;
    const independent = Math.round(1 / [...weights.values()].reduce((sum, weight) => sum + weight ** 2, 0));
    const { low, high } = clopperPearson(Math.round(value * independent), independent);
    return { value, low: Math.min(low, value), high: Math.max(high, value) };
  },
};
