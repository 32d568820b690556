/** What audits ask of the rest of a scenario. @module */
import { diagnostic } from "./diagnostics.js";
import type { Diagnostic, Problem } from "./diagnostics.js";
import { formatPath } from "./path.js";
import type { RunConfig } from "./schema.js";
import { describeTree, nodeAt, originAt } from "./tree.js";
import type { Tree } from "./tree.js";

/** Few guesses of one run prove nothing. */
const LEAST_CANARIES = 16;

/** Each audit has a name and a participant of its own, canaries of its kind, rounds that there are, updates to look at. */
export function checkAudits({ audits, attacks, participants, training, server }: RunConfig, tree: Tree): Diagnostic[] {
  const names = [...attacks.map(({ id }) => id), ...audits.map(({ id }) => id)];
  const audited = audits.map(({ participant }) => participant);
  return audits.flatMap(({ id, kind, participant, canaries, rounds = [] }, index) => {
    const problem = (key: string, more: Omit<Problem, "path" | "found">): Diagnostic => {
      const path = ["audits", index, key];
      const found = describeTree(nodeAt(tree, path));
      return diagnostic(originAt(tree, path), { path: formatPath(path), found, ...more });
    };
    const { count } = participants;
    const late = rounds.find((round) => round > training.rounds);
    return [
      names.indexOf(id) < attacks.length + index &&
        problem("id", { message: "an attack or another audit has this id", hint: "give it another" }),
      participant >= count &&
        problem("participant", {
          message: `there is no participant ${participant}: participants.count is ${count}, and they count from 0`,
          allowed: `an integer from 0 to ${count - 1}`,
        }),
      audited.indexOf(participant) < index &&
        problem("participant", {
          message: "another audit has canaries in this participant's data",
          hint: "audit another participant",
        }),
      kind === "one-run" &&
        canaries < LEAST_CANARIES &&
        problem("canaries", {
          message: "too few to prove anything by one run",
          allowed: `an integer from ${LEAST_CANARIES} to 10000`,
          hint: "or kind: many-runs, with one canary in each of many seeds",
        }),
      kind === "many-runs" &&
        canaries !== 1 &&
        problem("canaries", { message: "in many runs there is one canary each", allowed: "1" }),
      late !== undefined &&
        problem("rounds", {
          message: `there is no round ${late}: training.rounds is ${training.rounds}`,
          allowed: `integers from 1 to ${training.rounds}`,
        }),
      server.sees === "sum" &&
        problem("participant", {
          message: "an audit looks at single updates, and server.sees is sum",
          hint: "let the server see updates",
        }),
    ].filter((found) => found !== false);
  });
}
