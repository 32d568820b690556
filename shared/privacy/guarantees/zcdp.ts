/** Mechanisms known to be zero-concentrated differentially private (Bun and Steinke 2016). @module */
import type { EventOf } from "../events.js";
import type { Guarantee } from "./guarantee.js";
import { nothingReleased } from "./nothing.js";
import { refused } from "./refused.js";
import type { Refused } from "./refused.js";

/** ρ bounds the Rényi divergence of every order α by ρ α: definition 1.1. */
export function zcdp(event: EventOf<"zcdp">): Guarantee | Refused {
  const { rho } = event;
  if (!(rho >= 0 && rho < Infinity)) return refused(event, `rho is ${rho}, must be in [0, ∞)`);
  if (rho === 0) return nothingReleased;
  return { name: `zcdp ${rho}`, pureEpsilon: Infinity, rdp: (order) => rho * order, zcdp: rho };
}
