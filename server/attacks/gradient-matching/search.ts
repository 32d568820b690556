/** All searches of an attack, those that can share a pass together. @module */
import { setImmediate } from "node:timers/promises";
import { matchLots } from "../../../shared/inversion/matching/match-lots.js";
import type { Match, MatchTarget } from "../../../shared/inversion/matching/match-lots.js";
import type { AttackProgress } from "../../../shared/plugins/attack.js";
import type { Attempt } from "./attempt.js";
import { optimiserFor } from "./choices.js";
import { expectedImages, objectiveFor, penaltiesFor } from "./objective.js";
import type { Setting } from "./setting.js";
import { startsAt } from "./starts.js";

export interface Found {
  readonly match: Match;
  /** passes that were made */
  readonly iterations: number;
}

/** Images of a pass at most, so that it is over within a tenth of a second on most models. */
const imagesAtOnce = 32;
/** Reports of progress in all, about. */
const reports = 200;

/** Returns what came closest to each attempt when the searches were over or `signal` aborted; none where none had begun. */
export async function* searchAll(
  setting: Setting,
  attempts: readonly Attempt[],
  signal: AbortSignal,
): AsyncGenerator<AttackProgress, ReadonlyMap<Attempt, Found>> {
  const found = new Map<Attempt, Found>();
  const jobs = jobsOf(attempts);
  const { iterations } = setting.params;
  const [total, every] = [attempts.length * iterations, Math.ceil((jobs.length * iterations) / reports)];
  let before = 0;
  for (const job of jobs) {
    const matching = matchLots(
      job.map((attempt) => targetOf(setting, attempt)),
      {
        network: setting.init.network,
        turnAt: (weights) => job[0].schedule.turnAt(weights),
        optimiser: optimiserFor(setting, job[0]),
      },
    );
    for (;;) {
      await setImmediate();
      if (signal.aborted) return found;
      const step = matching.next();
      if (step.done === true) break;
      const { iteration, matches } = step.value;
      const kept = matches();
      job.forEach((attempt, k) => found.set(attempt, { match: kept[k], iterations: iteration }));
      if (iteration % every === 0) {
        yield { done: before + iteration * job.length, total, note: noteOf(job, kept) };
      }
    }
    before += job.length * iterations;
    yield {
      done: before,
      total,
      note: noteOf(
        job,
        job.map((attempt) => found.get(attempt)!.match),
      ),
    };
  }
  return found;
}

/** Those on the same weights with the same schedule, as many as one pass takes. */
function jobsOf(attempts: readonly Attempt[]): Attempt[][] {
  const jobs: Attempt[][] = [];
  for (const attempt of attempts) {
    const room = Math.max(1, Math.floor(imagesAtOnce / (attempt.schedule.images * attempt.restarts)));
    const job = jobs.find((candidate) => candidate.length < room && isAlike(candidate[0], attempt));
    if (job === undefined) jobs.push([attempt]);
    else job.push(attempt);
  }
  return jobs;
}

function isAlike(a: Attempt, b: Attempt): boolean {
  const [s, t] = [a.schedule, b.schedule];
  const isSameWork = s.images === t.images && s.steps === t.steps && a.received.summed === b.received.summed;
  return isSameWork && a.distance === b.distance && a.received.weights === b.received.weights;
}

function targetOf(setting: Setting, attempt: Attempt): MatchTarget {
  const { received, schedule, labels } = attempt;
  const { init, params } = setting;
  const isJoint = params.labels === "joint";
  const means = expectedImages(setting, isJoint ? schedule.images : labels.labels);
  const rng = init.rng.fork("start", received.round, received.participant);
  return {
    weights: received.weights,
    objective: objectiveFor(setting, attempt),
    penalties: penaltiesFor(setting, attempt, means),
    ...(!isJoint && { labels: labels.labels }),
    starts: startsAt(setting, attempt, means, rng),
  };
}

function noteOf(job: readonly Attempt[], matches: readonly Match[]): string {
  const { round, participant } = job[0].received;
  const others = job.length > 1 ? ` and ${job.length - 1} more` : "";
  const least = Math.min(...matches.map(({ objective }) => objective));
  const most = Math.max(...matches.map(({ objective }) => objective));
  const range = job.length > 1 ? `${number(least)} to ${number(most)}` : number(least);
  return `round ${round}, participant ${participant}${others}: objective ${range}`;
}

const number = (value: number) => value.toPrecision(3);
