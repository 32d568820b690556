/** Metrics: the only code that holds a claim and its truth together. @module */
import type { Reference } from "./plugin.js";

/** Reconstructions already paired with the truths they are scored against. */
export interface Pairs {
  /** [n, ...shape], claims clipped to [0, 1] */
  readonly claims: Float32Array;
  /** [n, ...shape] */
  readonly truths: Float32Array;
  /** [n] */
  readonly claimLabels: Int32Array;
  /** [n] */
  readonly truthLabels: Int32Array;
  /** shape of one example */
  readonly shape: readonly number[];
}

export interface Metric {
  /** camelCase with its unit, the key in summary.json, such as "psnrDb" */
  readonly name: string;
  readonly summary: string;
  readonly reference: Reference;
  readonly unit: "dB" | "fraction" | "nats" | "1";
  readonly leaksMoreWhen: "higher" | "lower";
  /** one value a target, [n] */
  measure(pairs: Pairs): Float64Array;
}
