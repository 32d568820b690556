/** What cannot be matched at all, or contradicts the run. @module */
import type { AttackInit } from "../../../shared/plugins/attack.js";
import { ImpossibleCombination } from "../../../shared/plugins/plugin.js";
import type { Params } from "./params.js";
import { localSteps } from "./schedule.js";

/** @throws {ImpossibleCombination} */
export function refuseImpossible(init: AttackInit, params: Params): void {
  const { labels, maxImages } = params;
  if (init.auxiliary.labels.length === 0) {
    throw new ImpossibleCombination(
      "gradient-matching has no auxiliary examples to know from what labels do to an update",
      { hint: "use a dataset with a test split" },
    );
  }
  if (init.update === "gradient" && params.localSteps !== "known") {
    throw new ImpossibleCombination(
      `localSteps is ${params.localSteps}, but an update of this run is the gradient of one lot, without local steps`,
      { parameter: ["localSteps"], hint: "leave localSteps out, or set training.update: delta" },
    );
  }
  const last = init.network.layers.at(-1)!.kind;
  if (labels === "inferred" && last !== "dense") {
    throw new ImpossibleCombination(`labels are inferred from a dense last layer; this model ends in ${last}`, {
      parameter: ["labels"],
      hint: "set labels: joint, or list them where they are known",
    });
  }
  if (typeof labels === "string") return;
  const foreign = labels.findIndex((label) => label >= init.classes);
  if (foreign >= 0) {
    throw new ImpossibleCombination(`label ${labels[foreign]} is not one of the ${init.classes} classes`, {
      parameter: ["labels", foreign],
      hint: `name classes from 0 to ${init.classes - 1}`,
    });
  }
  const images = imagesOf(init, params);
  if (images !== undefined && images !== labels.length) {
    throw new ImpossibleCombination(`${labels.length} labels are listed, but an update is of ${images} images`, {
      parameter: ["labels"],
      hint: `list ${images} labels, in the order of the participants and of their lots, or leave labels to be inferred`,
    });
  }
  if (labels.length > maxImages) {
    throw new ImpossibleCombination(`${labels.length} labels are listed, but maxImages is ${maxImages}`, {
      parameter: ["maxImages"],
      hint: "raise maxImages, or leave labels to be inferred",
    });
  }
}

/** Images behind every update; undefined where it is the labels that tell, or the steps are guessed. */
function imagesOf(init: AttackInit, params: Params): number | undefined {
  const lotSize = params.lotSize === "auto" ? init.batchSize : params.lotSize;
  const steps = params.localSteps === "known" ? init.localSteps : params.localSteps;
  if (steps === "guess") return undefined;
  if (steps > 1) return localSteps(init, init.summed, lotSize, steps).images;
  return params.lotSize === "auto" && init.sampling === "poisson" ? undefined : lotSize * init.summed;
}
