/** How a search is made where the parameters leave it open. @module */
import type { Optimiser } from "../../../shared/inversion/matching/match-lots.js";
import type { Network } from "../../../shared/tensor/network.js";
import type { Attempt } from "./attempt.js";
import type { Setting } from "./setting.js";

/** Layers whose derivative jumps: L-BFGS takes a jump for curvature and soon stalls. */
const jumping = ["relu", "max-pool"];

/** A distance that small leaves nothing to be seen: single images then came out at 70 dB. */
const enough = 1e-10;

/** Numbers revealed a pixel that are plenty. */
const plenty = 4;

/** Images of smooth models came out at 80 dB with L-BFGS and at 20 with Adam, of the others at 10 and at 25. */
export function optimiserFor({ init, params }: Setting, { distance }: Attempt): Optimiser {
  const { iterations, learningRate } = params;
  const end = distance === "likelihood" ? {} : { enough };
  return kindOf(init.network, params.optimiser) === "adam"
    ? { kind: "adam", iterations, learningRate, ...end }
    : { kind: "lbfgs", iterations, ...end };
}

/** Where much is revealed of a smooth model, total variation would only keep the images from being exact. */
export function tvWeightFor(setting: Setting, attempt: Attempt): number {
  const { init, params } = setting;
  if (params.tvWeight !== undefined) return params.tvWeight;
  if (attempt.distance === "likelihood") return 0;
  if (kindOf(init.network, params.optimiser) === "adam") return 0.01;
  return numbersPerPixel(setting, attempt) < plenty ? 1e-5 : 0;
}

/** What the update leaves open stays as it was at the start: better an average image than noise. */
export function startFor(setting: Setting, attempt: Attempt): "noise" | "smooth" | "mean" {
  const isOpen = attempt.distance === "likelihood" || numbersPerPixel(setting, attempt) < plenty;
  return setting.params.start ?? (isOpen ? "mean" : "noise");
}

/** Revealed coordinates of the update for each number that is sought. */
export function numbersPerPixel({ pixels }: Setting, { received, schedule }: Attempt): number {
  return received.revealed / (schedule.images * pixels);
}

function kindOf({ layers }: Network, chosen: Optimiser["kind"] | undefined): Optimiser["kind"] {
  return chosen ?? (layers.some(({ kind }) => jumping.includes(kind)) ? "adam" : "lbfgs");
}
