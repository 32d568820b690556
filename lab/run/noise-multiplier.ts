/** @module */
import type { DpEvent } from "../../shared/privacy/events.js";

/** Of a mechanism that adds noise of one scale, under the relation it is stated for; undefined for any other. */
export function noiseMultiplierOf(event: DpEvent): number | undefined {
  switch (event.type) {
    case "gaussian":
    case "laplace":
      return event.noiseMultiplier;
    case "poisson-sampled":
    case "truncated-poisson-sampled":
    case "fixed-size-sampled":
    case "repeated":
      return noiseMultiplierOf(event.event);
    default:
      return undefined;
  }
}
