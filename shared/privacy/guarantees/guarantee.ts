/** What one release of a mechanism guarantees, in every measure in which that is known. @module */
import type { LossSource } from "../pld/loss-source.js";

/** An accountant composes one of these measures; it refuses a mechanism for which that one is absent. */
export interface Guarantee {
  /** equal for equal guarantees, which can then be composed at once */
  readonly name: string;
  /** the greatest privacy loss, nats, in [0, ∞] */
  readonly pureEpsilon: number;
  /** Rényi differential privacy of an order in (1, ∞), nats, in [0, ∞]; the greater of both directions */
  readonly rdp?: (order: number) => number;
  /** what dominates the privacy losses of each direction; one where either direction is the other's mirror image */
  readonly losses?: () => readonly LossSource[];
  /** ρ of zero-concentrated differential privacy, in [0, ∞] */
  readonly zcdp?: number;
  /** μ of Gaussian differential privacy, in [0, ∞]; a bound, not a limit */
  readonly gdp?: number;
  /** (ε, δ); absent where `pureEpsilon` says it all */
  readonly approximate?: { readonly epsilon: number; readonly delta: number };
  /** for the central limit of Gaussian differential privacy: a Gaussian on a Poisson sample */
  readonly sampledGaussian?: { readonly samplingRate: number; readonly noiseMultiplier: number };
}
