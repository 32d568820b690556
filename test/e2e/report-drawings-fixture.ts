/** A run in which a participant drew bars of a class that it never held, such as a run leaves it. @module */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nearestMeans, storeOf, drawBar, shape } from "./report-bars.js";
import { controlsOf } from "../../lab/run/controls-of.js";
import { withVariantControls } from "../../lab/run/variant-controls.js";
import type { AttackSummary, Summary } from "../../lab/runs/summary.js";
import { scoreRepresentatives } from "../../lab/score/representatives/score-representatives.js";
import { writeRepresentatives } from "../../lab/score/representatives/write-representatives.js";
import type { RepresentativeClaim } from "../../shared/plugins/participant-attack.js";
import type { Dataset } from "../../shared/plugins/task.js";
import { RngStream } from "../../shared/random/rng-stream.js";
import type { ResolvedVariant } from "../../shared/scenario/resolve.js";
import { runSchema } from "../../shared/scenario/schema.js";
import { variantSummary } from "../support/variant-summary.js";

export interface DrawnVariant {
  /** share of the images claimed in a round that show the class; undefined before the attack has begun */
  readonly likeness: (round: number) => number | undefined;
  /** whether the other participant holds the class; true by default */
  readonly isHeld?: boolean;
  /** of the last claim; 20 by default */
  readonly until?: number;
}

export interface DrawnRun {
  readonly variants: Readonly<Record<string, DrawnVariant>>;
  /** names of variants */
  readonly controls?: readonly string[];
  /** 1 by default */
  readonly seeds?: number;
}

/** Class that is sought. */
export const sought = 2;
/** Claims are made in these rounds. */
export const claimRounds = [5, 10, 15, 20];
/** Images of a claim. */
export const claimed = 40;

const stores = { train: storeOf(240, RngStream.fromSeed(1)), test: storeOf(120, RngStream.fromSeed(2)) };
const dataset: Dataset = { shape, classes: 3, open: (split) => stores[split] };
const judge = nearestMeans(dataset);
const ofClass = (label: number) => Int32Array.from({ length: 80 }, (_, i) => 3 * i + label);

function claimOf({ likeness }: DrawnVariant, round: number, rng: RngStream): RepresentativeClaim {
  const share = likeness(round);
  const labels = Array.from({ length: claimed }, (_, i) => (i < (share ?? 0) * claimed ? sought : i % 2));
  const images = share === undefined ? [] : labels.flatMap((label) => [...drawBar(label, rng)]);
  const explanation = [share === undefined ? "has not begun: waits for a better model" : "began in round 6"];
  return { kind: "representatives", targetClass: sought, round, images: Float32Array.from(images), explanation };
}

async function writeAttack(directory: string, variant: DrawnVariant, rng: RngStream): Promise<AttackSummary> {
  const rounds = claimRounds.filter((round) => round <= (variant.until ?? Infinity));
  const claims = rounds.map((round) => claimOf(variant, round, rng.fork("claim", String(round))));
  const scored = await scoreRepresentatives({
    ...{ kind: "gan", dataset, judge, claims, rng: rng.fork("score") },
    victims: variant.isHeld === false ? new Int32Array(0) : ofClass(sought),
    own: Int32Array.from([...ofClass(0), ...ofClass(1)]),
  });
  const threat = {
    ...{ seat: "participant" as const, behaviour: "malicious" as const },
    ...{ sees: ["the shared model"], knows: ["which class it wants to see"] },
  };
  writeRepresentatives(directory, { id: "gan", threat, claims, shape, scored });
  return scored.summary;
}

function writeEvents(directory: string): void {
  const lines = [0, ...claimRounds].map((round, seq) =>
    JSON.stringify({ seq, ms: seq, type: "evaluation", round, accuracy: 0.9 - 0.6 / (round + 1), loss: 1 }),
  );
  writeFileSync(join(directory, "events.jsonl"), `${lines.join("\n")}\n`);
}

/** Writes everything the report reads into `directory`; summaries are those of the first seed. */
export async function writeDrawnRun(
  directory: string,
  { variants, controls = [], seeds = 1 }: DrawnRun,
): Promise<string> {
  const config = runSchema.parse({
    schema: 1,
    name: "drawn",
    question: "Can a participant draw what it never held?",
    task: { dataset: "bars", model: "softmax" },
    participants: { count: 2, partition: "by-class" },
    training: { rounds: 20, schedule: "round-robin", update: "delta", batchSize: 8, learningRate: 0.1 },
    attacks: [{ id: "gan", kind: "gan", seat: "participant", participant: 1, targetClass: sought, controls }],
  });
  const resolved = Object.keys(variants).map((name) => ({ name, config }) as unknown as ResolvedVariant);
  const summaries: Record<string, ReturnType<typeof variantSummary>> = {};
  for (const [name, variant] of Object.entries(variants)) {
    for (let seed = 0; seed < seeds; seed++) {
      const place = join(directory, name, ...(seeds === 1 ? [] : [`seed-${seed}`]));
      mkdirSync(place, { recursive: true });
      writeEvents(place);
      const rng = RngStream.fromSeed(7).fork(name, String(seed));
      const gan = await writeAttack(join(place, "attacks", "gan"), variant, rng);
      summaries[name] ??= variantSummary("Infinity", { accuracy: 0.87, attacks: { gan } });
    }
  }
  const summary: Summary = {
    ...{ schema: 1, scenario: config.name, question: config.question, status: "completed", seed: 1, seeds },
    ...{ randomness: "reproducible", backend: "wasm", seconds: 1, expectations: [], cautions: [] },
    variants: withVariantControls(summaries, controlsOf(resolved)),
    command: "fedleak run drawn.yaml",
  };
  writeFileSync(join(directory, "summary.json"), JSON.stringify(summary));
  writeFileSync(join(directory, "resolved.json"), JSON.stringify({ name: config.name, variants: resolved }));
  return directory;
}
