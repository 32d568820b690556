/** Gradient matching: images whose simulated updates come closest to those that were observed. @module */
import type { Network } from "../../tensor/network.js";
import { adam } from "./adam.js";
import type { AdamSettings } from "./adam.js";
import { emptyRecord, recorder } from "./history.js";
import type { SearchRecord } from "./history.js";
import { lbfgs } from "./lbfgs.js";
import type { LbfgsSettings } from "./lbfgs.js";
import { lockstep } from "./lockstep.js";
import type { Best } from "./lockstep.js";
import { evaluateLots } from "./lot-evaluation.js";
import type { LotProblem } from "./lot-evaluation.js";
import { knownLabels, searchedLabels } from "./lot-labels.js";
import type { Objective } from "./objective.js";
import type { Penalty } from "./prior.js";
import type { Search, SearchEnd } from "./search.js";
import type { SimulatedTurn } from "./simulated-turn.js";

/** One observed update, to be matched by a lot of images. */
export interface MatchTarget {
  /** [P], where the update was computed; the same array for all targets that share them, which is faster */
  readonly weights: Float32Array;
  readonly objective: Objective;
  /** added to the objective */
  readonly penalties: readonly Penalty[];
  /** [B]; absent where label probabilities are to be searched for along with the images */
  readonly labels?: Int32Array;
  /** [B, ...inputShape], one for each restart, 1 or more */
  readonly starts: readonly Float32Array[];
}

export type Optimiser = ({ readonly kind: "adam" } & AdamSettings) | ({ readonly kind: "lbfgs" } & LbfgsSettings);

export interface MatchSettings {
  readonly network: Network;
  /** what a turn computes at weights [P], shared by all turns, or [K, P] */
  readonly turnAt: (weights: Float32Array) => SimulatedTurn;
  readonly optimiser: Optimiser;
}

/** What came closest to one target. */
export interface Match {
  /** [B, ...inputShape], not clipped */
  readonly images: Float32Array;
  /** [B], known or found */
  readonly labels: Int32Array;
  /** distance and penalties, the least of all restarts; Infinity where none was finite */
  readonly objective: number;
  /** the restart that was kept, from 0 */
  readonly restart: number;
  /** why its search ended; absent while it goes on */
  readonly end?: SearchEnd;
  /** of the kept restart; frames [B, ...inputShape] */
  readonly record: SearchRecord;
}

export interface MatchProgress {
  /** passes done, from 1 */
  readonly iteration: number;
  /** passes at most */
  readonly iterations: number;
  /** the best so far, one a target: what to claim when there is no more time */
  matches(): readonly Match[];
}

interface Attempt {
  /** which target */
  readonly of: number;
  readonly restart: number;
  readonly problem: LotProblem;
  readonly search: Search;
  readonly record: SearchRecord;
}

/**
 * Matches all targets, with all their restarts, in the same passes; every `next` is one.
 * @param targets 1 or more, all with lots of the same size
 */
export function* matchLots(
  targets: readonly MatchTarget[],
  { network, turnAt, optimiser }: MatchSettings,
): Generator<MatchProgress, readonly Match[]> {
  const attempts = targets.flatMap((target, of) => attemptsAt(target, of, network, optimiser));
  const { iterations } = optimiser;
  const record = recorder(
    attempts.map((attempt) => attempt.record),
    iterations,
  );
  const rounds = lockstep(
    attempts.map(({ search }) => search),
    (points, which) =>
      evaluateLots(
        which.map((k) => attempts[k].problem),
        points,
        turnAt,
      ),
  );
  let iteration = 0;
  let matches = (): readonly Match[] => [];
  for (const bests of rounds) {
    record(bests, iteration++);
    matches = () => targets.map((_, of) => bestMatch(of, attempts, bests));
    yield { iteration, iterations, matches };
  }
  return matches();
}

function attemptsAt(target: MatchTarget, of: number, network: Network, optimiser: Optimiser): Attempt[] {
  const { weights, objective, penalties, labels, starts } = target;
  const { classes, inputShape } = network;
  const pixels = starts[0].length;
  const lotSize = pixels / inputShape.reduce((product, side) => product * side, 1);
  const lotLabels = labels === undefined ? searchedLabels(lotSize, classes) : knownLabels(labels, classes);
  const problem = { weights, objective, penalties, labels: lotLabels, pixels };
  return starts.map((start, restart) => {
    const point = new Float32Array(pixels + lotLabels.unknowns);
    point.set(start);
    const search = optimiser.kind === "adam" ? adam(point, optimiser) : lbfgs(point, optimiser);
    return { of, restart, problem, search, record: emptyRecord() };
  });
}

function bestMatch(of: number, attempts: readonly Attempt[], bests: readonly Best[]): Match {
  const mine = [...attempts.keys()].filter((k) => attempts[k].of === of);
  const kept = mine.reduce((least, k) => (bests[k].value < bests[least].value ? k : least));
  const { restart, problem, record } = attempts[kept];
  const { pixels, labels } = problem;
  const { point, value, end } = bests[kept];
  return {
    images: point.slice(0, pixels),
    labels: labels.labels(point.subarray(pixels)),
    objective: value,
    restart,
    ...(end !== undefined && { end }),
    record: { ...record, frames: record.frames.map((frame) => frame.subarray(0, pixels)) },
  };
}
