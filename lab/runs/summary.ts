/** summary.json: the contract other programs rely on. @module */
import type { Seat } from "../../shared/plugins/attack.js";
import type { NeighbouringRelation, PrivacyUnit } from "../../shared/privacy/events.js";

export type RunStatus = "completed" | "failed" | "interrupted";

export interface MetricSummary {
  /** mean over targets (over seeds, then, if there are several) of the strongest strategy, chosen with the truth in hand */
  readonly value: number;
  /** the best control's value of the same metric */
  readonly chance: number;
  /** every control's value, by name */
  readonly controls: Readonly<Record<string, number>>;
  /** 95 % interval of `value` */
  readonly low: number;
  readonly high: number;
  /** targets, of all seeds */
  readonly n: number;
  readonly seeds: number;
  /** every strategy's value, by name */
  readonly strategies: Readonly<Record<string, number>>;
}

export interface AttackSummary {
  readonly kind: string;
  /** where the adversary sat */
  readonly seat: Seat;
  readonly metrics: Readonly<Record<string, MetricSummary>>;
  /** whether the attack beat its control, and in words why or why not */
  readonly verdict: "leaked" | "partly" | "failed";
  readonly explanation: readonly string[];
}

export interface PrivacySummary {
  readonly unit: PrivacyUnit;
  readonly neighbours: NeighbouringRelation;
  readonly protectsAgainst: readonly string[];
  readonly mechanism: string;
  readonly delta: number;
  /** by accountant; the maximum over honest participants */
  readonly epsilon: Readonly<Record<string, number>> | "Infinity";
  readonly noiseMultiplier?: number;
  /** which samples the accountants assume */
  readonly sampling: string;
  /** what the number means, in one sentence */
  readonly meaning: string;
}

/** What the same work reaches without a federation, and without any defence; accuracies are fractions. */
export interface BaselinesSummary {
  /** every participant alone with its own examples: mean, lowest and highest over their models */
  readonly standalone?: {
    readonly accuracy: number;
    readonly low: number;
    readonly high: number;
    /** models, of all seeds */
    readonly n: number;
  };
  /** one model on everybody's examples */
  readonly centralised?: { readonly accuracy: number };
}

export interface VariantSummary {
  readonly accuracy: number;
  /** nats */
  readonly loss: number;
  readonly rounds: number;
  /** SHA-256 of the final weights as little-endian float32 */
  readonly digest: string;
  /** message payloads, all participants */
  readonly upBytes: number;
  readonly downBytes: number;
  /** of the federation and its attacks, without the baselines */
  readonly seconds: number;
  readonly privacy: PrivacySummary;
  readonly attacks: Readonly<Record<string, AttackSummary>>;
  /** those that the scenario asks for */
  readonly baselines?: BaselinesSummary;
  /** refused, late, replaced ... participants; zero in a clean run */
  readonly incidents: number;
}

export interface ExpectationResult {
  readonly variant: string;
  readonly metric: string;
  readonly above?: number;
  readonly below?: number;
  readonly met: boolean;
  readonly value: number | null;
}

export interface Summary {
  readonly schema: 1;
  readonly scenario: string;
  readonly question: string;
  readonly status: RunStatus;
  /** why it did not complete */
  readonly reason?: string;
  readonly seed: number;
  readonly seeds: number;
  readonly randomness: "reproducible";
  readonly backend: string;
  readonly seconds: number;
  readonly variants: Readonly<Record<string, VariantSummary>>;
  readonly expectations: readonly ExpectationResult[];
  /** what makes a comparison between variants weaker than it looks */
  readonly cautions: readonly string[];
  /** the exact command that repeats the run */
  readonly command: string;
}
