/** Variants that differ in one number, with the leakage that a test wants of each. @module */
import type { NamedConfig } from "../../lab/report/recorded/configs.js";
import type { MetricSummary, VariantSummary } from "../../lab/runs/summary.js";
import { runSchema } from "../../shared/scenario/schema.js";
import type { RunConfig } from "../../shared/scenario/schema.js";
import { variantSummary } from "./variant-summary.js";

/** Half the width of every interval. */
const spread = 2;
/** Of every metric in dB; fractions have 0. */
export const chanceDb = 12;

const metric = (value: number, chance: number, half: number): MetricSummary => ({
  value,
  chance,
  low: value - half,
  high: value + half,
  controls: { "class-mean": chance },
  n: 20,
  seeds: 1,
  strategies: {},
});

/** A variant in which the attack "curious" got `psnrDb` and recovered images from 30 dB on. */
export function attackedVariant(
  psnrDb: number,
  epsilon?: number,
  { labels = 0, half = spread }: { labels?: number; half?: number } = {},
): VariantSummary {
  const metrics = {
    psnrDb: metric(psnrDb, chanceDb, half),
    recovered: metric(psnrDb >= 30 ? 1 : 0, 0, 0),
    labelRecovery: metric(labels, 0, 0),
  };
  const curious = { kind: "k", seat: "server" as const, verdict: "partly" as const, metrics, explanation: [] };
  return variantSummary(epsilon === undefined ? "Infinity" : { rdp: epsilon }, { attacks: { curious } });
}

export interface Changes {
  readonly participants?: Partial<RunConfig["participants"]>;
  readonly training?: Partial<RunConfig["training"]>;
  readonly launch?: Partial<RunConfig["launch"]>;
}

/** A configuration with the schema's defaults and `changes`. */
export function namedConfig(name: string, { participants, training, launch }: Changes = {}): NamedConfig {
  const config = runSchema.parse({
    schema: 1,
    name: "swept",
    question: "q",
    task: { dataset: "mnist", model: "softmax" },
    participants: { count: 4, partition: "iid", ...participants },
    training: { rounds: 2, batchSize: 8, learningRate: 0.1, ...training },
    attacks: [{ id: "curious", kind: "gradient-matching", target: { rounds: [1] } }],
    ...(launch !== undefined && { launch }),
  });
  return { name, config };
}
