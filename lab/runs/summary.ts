/** summary.json: the contract other programs rely on. @module */
import type { Seat } from "../../shared/plugins/attack.js";
import type { AuditFinding, Evidence } from "../../shared/privacy/audit/canary-audit.js";
import type { ClaimedPoint } from "../../shared/privacy/audit/one-run-trade-off.js";
import type { NeighbouringRelation, PrivacyUnit } from "../../shared/privacy/events.js";
import type { Histogram } from "../audit/histogram.js";

export type RunStatus = "completed" | "failed" | "interrupted";

export interface MetricSummary {
  /** mean over targets (over seeds, then, if there are several) of the strongest strategy, chosen with the truth in hand */
  readonly value: number;
  /** the best control's value of the same metric */
  readonly chance: number;
  /** every control's value, by name */
  readonly controls: Readonly<Record<string, number>>;
  /** what the thing itself scores that was sought, by name; where there is such a thing */
  readonly ceilings?: Readonly<Record<string, number>>;
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
  /** it made claims that nobody could judge, so that there are no metrics; the explanation says why */
  readonly unjudged?: true;
}

/** What an audit proved about one participant's updates, and whether that contradicts what was accounted for. */
export interface AuditSummary extends AuditFinding {
  readonly participant: number;
  readonly unit: PrivacyUnit;
  readonly neighbours: NeighbouringRelation;
  readonly delta: number;
  /** of each of the two bounds */
  readonly confidence: number;
  /** with which `holds` is false at most where the claim is true; all audits of a run share 1e-4 */
  readonly significance: number;
  /** the lowest epsilon (nats) that an accountant of upper bounds gives this participant's ledger */
  readonly claimed: number | "Infinity";
  /** guesses about all canaries, half, a quarter ...; or how often the one canary was found where it was, and was not */
  readonly evidence: Evidence;
  /** the claim at other deltas */
  readonly profile: readonly ClaimedPoint[];
  /** of the first seed */
  readonly histogram: Histogram;
}

/** One guarantee, with everything that it depends on. */
export interface PrivacyStatement {
  /** of what the server makes of a round's updates; absent where it is of each update by itself */
  readonly about?: "aggregate";
  readonly neighbours: NeighbouringRelation;
  readonly protectsAgainst: readonly string[];
  readonly mechanism: string;
  /** by accountant; the maximum over honest participants */
  readonly epsilon: Readonly<Record<string, number>> | "Infinity";
  readonly noiseMultiplier?: number;
  /** which samples the accountants assume */
  readonly sampling: string;
  /** on whom the guarantee relies, where on others than the participant itself */
  readonly relies?: string;
  /** what the number means, in one sentence */
  readonly meaning: string;
}

/** The main guarantee. */
export interface PrivacySummary extends PrivacyStatement {
  readonly unit: PrivacyUnit;
  readonly delta: number;
  /** those that hold beside it, for the same unit and delta: of single updates, where the main one is of aggregates */
  readonly others?: readonly PrivacyStatement[];
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
  /** that were done: fewer than asked for where every participant has withdrawn */
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
  /** where there are any */
  readonly audits?: Readonly<Record<string, AuditSummary>>;
  /** those that the scenario asks for */
  readonly baselines?: BaselinesSummary;
  /** of the participants: how many are whole, and not, and how many of them end with a withdrawal */
  readonly ledgers?: { readonly verified: number; readonly broken: number; readonly withdrawn: number };
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
  /** secure where any variant's is, which then cannot be repeated to the byte */
  readonly randomness: "reproducible" | "secure";
  readonly backend: string;
  readonly seconds: number;
  readonly variants: Readonly<Record<string, VariantSummary>>;
  readonly expectations: readonly ExpectationResult[];
  /** what makes a comparison between variants weaker than it looks */
  readonly cautions: readonly string[];
  /** the exact command that repeats the run */
  readonly command: string;
}
