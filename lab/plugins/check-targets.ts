/** Whether an attack will see anything: in a round of a cohort, only those drawn take a turn. @module */
import { drawCohort } from "../../shared/learning/cohort.js";
import { diagnostic } from "../../shared/scenario/diagnostics.js";
import type { Diagnostic } from "../../shared/scenario/diagnostics.js";
import { formatPath } from "../../shared/scenario/path.js";
import { originAt } from "../../shared/scenario/tree.js";
import type { Tree } from "../../shared/scenario/tree.js";
import type { RunPlan } from "../launch/plan.js";

/** How many of a cohort are named. */
const named = 8;

/** One problem for each attack of whose targets nobody takes a turn, with the run's own seed. */
export function checkTargets({ config, attacks, root }: RunPlan, tree: Tree): Diagnostic[] {
  const { training, participants, seed } = config;
  const drawn = (round: number) => drawCohort(training.cohort, participants.count, round, root.fork("server"));
  return attacks.flatMap(({ turns }, index) => {
    const cohorts = new Map(turns.map(({ round }) => [round, new Set<number>()]));
    for (const [round, cohort] of cohorts) for (const participant of drawn(round)) cohort.add(participant);
    if (turns.some(({ participant, round }) => cohorts.get(round)?.has(participant))) return [];
    const path = ["attacks", index, "target"];
    const [[round, members]] = cohorts;
    const cohort = [...members];
    const some = cohort.length === 0 ? "nobody" : `participants ${cohort.slice(0, named).join(", ")}`;
    const more = cohort.length > named ? ` and ${cohort.length - named} more` : "";
    return [
      diagnostic(originAt(tree, path), {
        path: formatPath(path),
        message: `${formatPath(path)} has nobody who takes a turn: seed ${seed} draws ${some}${more} in round ${round}`,
        hint: "target those, other rounds, or all participants",
      }),
    ];
  });
}
