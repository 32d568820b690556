/** Attacks what a recorded run saw, without training, and scores it as the run did. @module */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { RunEvent } from "../../shared/process/run-events.js";
import { runAdversary } from "../launch/adversary.js";
import { planRun } from "../launch/plan.js";
import type { RecordedPlugins } from "../plugins/recorded.js";
import { readLots } from "../runs/attacked-lots.js";
import { appendJsonLine } from "../runs/json-lines.js";
import { readObservations } from "../runs/read-observations.js";
import type { RecordedVariant, Recording } from "../runs/recording.js";
import type { AttackSummary } from "../runs/summary.js";
import { combineSeeds } from "../score/combine-seeds.js";
import { attackJob, taskOf } from "./jobs.js";
import { scoreClaims } from "./score-claims.js";

export interface AttackAgain extends RecordedPlugins {
  readonly recording: Recording;
  readonly seeds: RecordedVariant["seeds"];
  /** where results go, made by the caller; one folder a seed where there are several */
  readonly directory: string;
  /** how long each seed's attack may compute; without end where absent */
  readonly seconds?: number;
  /** aborted, the claims there are by then are scored */
  readonly signal: AbortSignal;
  readonly onSeed: (seed: number) => void;
  readonly onEvent: (event: RunEvent) => void;
}

export interface AttackedAgain {
  readonly summary: AttackSummary;
  /** why the attack broke, the first time that it did */
  readonly failure?: string;
}

/** @throws {UnreadableRun} when what was recorded is incomplete */
export async function attackAgain(again: AttackAgain): Promise<AttackedAgain> {
  const { recording, config, catalogue, seeds, seconds, signal } = again;
  const summaries: AttackSummary[] = [];
  let failure: string | undefined;
  for (const { seed, directory } of seeds) {
    // a seed that was not begun has nothing to keep
    if (signal.aborted && summaries.length > 0) break;
    again.onSeed(seed);
    const plan = planRun({ ...config, seed }, catalogue, recording.folder);
    const [attack] = plan.attacks;
    const observations = readObservations(directory, attack.id);
    const place = seeds.length === 1 ? again.directory : join(again.directory, `seed-${seed}`);
    mkdirSync(place, { recursive: true });
    const onEvent = (event: RunEvent): void => {
      appendJsonLine(join(place, "progress.jsonl"), event);
      again.onEvent(event);
    };
    const job = { ...taskOf(plan, recording.backend), attack: attackJob(plan, attack), observations };
    const limit = seconds === undefined ? {} : { seconds };
    const outcome = await runAdversary({ ...job, ...limit }, onEvent, signal);
    failure ??= outcome.failure;
    const finding = { outcome, seen: observations, lots: readLots(directory) };
    summaries.push(scoreClaims(plan, attack, finding, place));
  }
  return { summary: combineSeeds(summaries), ...(failure !== undefined && { failure }) };
}
