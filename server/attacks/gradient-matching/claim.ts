/** What is claimed about a turn. @module */
import type { Claim, SearchHistory, Strategy } from "../../../shared/plugins/attack.js";
import type { Match } from "../../../shared/inversion/matching/match-lots.js";
import type { Attempt } from "./attempt.js";
import { expectedImages } from "./objective.js";
import { emptyReasons, reasonsOf } from "./reasons.js";
import type { Received } from "./received.js";
import type { Found } from "./search.js";
import type { Setting } from "./setting.js";

/** What has become of an attempt. */
export interface Outcome {
  readonly attempt: Attempt;
  /** absent where no search has begun */
  readonly found?: Found;
}

/** About an update that was zero. */
export function emptyClaim(setting: Setting, { participant, round }: Received): Claim {
  return {
    kind: "reconstruction",
    turn: { participant, round },
    lotSize: 0,
    strategies: ["matched", "prior"].map((name) => strategy(name, new Float32Array(0), new Int32Array(0))),
    explanation: emptyReasons(setting),
  };
}

/** `matched`: the images found, or where nothing was searched for the same as `prior`: the class means of the labels. */
export function claimOf(setting: Setting, outcome: Outcome, isStopped: boolean): Claim {
  const { attempt, found } = outcome;
  const { participant, round } = attempt.received;
  const labels = found?.match.labels ?? attempt.labels.labels;
  const prior = strategy("prior", expectedImages(setting, labels), labels);
  const matched = found === undefined ? { ...prior, name: "matched" } : strategy("matched", found.match.images, labels);
  return {
    kind: "reconstruction",
    turn: { participant, round },
    lotSize: attempt.schedule.images,
    strategies: [matched, prior],
    explanation: reasonsOf(setting, outcome, isStopped),
    ...(found !== undefined && { history: historyOf(found.match) }),
  };
}

function strategy(name: string, images: Float32Array, labels: Int32Array): Strategy {
  return { name, images, labels };
}

function historyOf({ record }: Match): SearchHistory {
  const { iterations, objective, frameIterations } = record;
  const size = record.frames[0]?.length ?? 0;
  const frames = new Float32Array(record.frames.length * size);
  record.frames.forEach((frame, i) => frames.set(frame, i * size));
  return { strategy: "matched", iterations, objective, frameIterations, frames };
}
