/** What a schema cannot say: values that are each allowed, and do not go together. @module */
import type { Catalogue } from "./catalogue.js";
import { diagnostic } from "./diagnostics.js";
import type { Diagnostic, Problem } from "./diagnostics.js";
import { checkAudits } from "./check-audits.js";
import { checkSum } from "./check-sum.js";
import { checkTraining } from "./check-training.js";
import { nearest } from "./nearest.js";
import { formatPath } from "./path.js";
import type { Path } from "./path.js";
import type { AttackChoice, RunConfig } from "./schema.js";
import { describeTree, keyOriginAt, nodeAt, originAt } from "./tree.js";
import type { Tree } from "./tree.js";

type Report = (path: Path, problem: Omit<Problem, "path" | "found">) => void;

/** Problems between the parts of one variant. */
export function checkRun(config: RunConfig, tree: Tree, catalogue: Catalogue): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const report: Report = (path, problem) => {
    const found = describeTree(nodeAt(tree, path));
    problems.push(diagnostic(originAt(tree, path), { path: formatPath(path), found, ...problem }));
  };
  checkParticipants(config, report);
  checkTargets(config, report, tree, problems);
  checkUnique(
    config.attacks.map(({ id }) => id),
    (index) => ["attacks", index, "id"],
    "another attack has this id",
    report,
  );
  checkAccountants(config, catalogue, report);
  checkSelection(config, catalogue, report);
  checkUnique(config.baselines, (index) => ["baselines", index], "this baseline is listed twice", report);
  problems.push(...checkTraining(config, tree), ...checkSum(config, tree), ...checkAudits(config, tree));
  const { seed, seeds, limits, participants } = config;
  if (seed + seeds - 1 > Number.MAX_SAFE_INTEGER) {
    report(["seed"], { message: `seed is too large for ${seeds} seeds`, hint: "give a smaller seed" });
  }
  if (limits.minUpdates !== undefined && limits.minUpdates > participants.count) {
    report(["limits", "minUpdates"], {
      message: "limits.minUpdates is more than there are participants",
      allowed: `an integer from 1 to ${participants.count}`,
    });
  }
  return problems;
}

function checkParticipants({ participants: { count, defences } }: RunConfig, report: Report): void {
  defences.forEach((defence, index) => {
    const path = ["participants", "defences", index, "participants"];
    checkIndices(defence.participants ?? [], path, count, report);
  });
}

/** Whatever is chosen a second time would be chosen of what was released: of noise. */
function checkSelection({ training, participants }: RunConfig, catalogue: Catalogue, report: Report): void {
  if (training.uploadFraction === 1) return;
  participants.defences.forEach(({ kind }, index) => {
    if (catalogue.find("defence", kind)?.selectsCoordinates !== true) return;
    report(["participants", "defences", index, "kind"], {
      message: `${kind} chooses the coordinates that are uploaded, and so does training.uploadFraction`,
      hint: `leave training.uploadFraction at 1, and give ${kind} the fraction`,
    });
  });
}

function checkTargets(config: RunConfig, report: Report, tree: Tree, problems: Diagnostic[]): void {
  config.attacks.forEach(({ target }, index) => {
    const at = ["attacks", index, "target"];
    const { count } = config.participants;
    checkIndices(target.participants === "all" ? [] : target.participants, [...at, "participants"], count, report);
    if (target.participant !== undefined) {
      if (target.participant >= count) report([...at, "participant"], outOfRange(target.participant, count));
      if (nodeAt(tree, [...at, "participants"]) !== undefined) {
        const path = [...at, "participant"];
        const message = `${formatPath(at)} has both participant and participants`;
        problems.push(
          diagnostic(keyOriginAt(tree, path), { path: formatPath(path), message, hint: "keep one of them" }),
        );
      }
    }
    checkSameDefences(config, target, at, report);
    const { rounds } = config.training;
    target.rounds.forEach((round, place) => {
      if (round <= rounds) return;
      const message = `there is no round ${round}: training.rounds is ${rounds}`;
      report([...at, "rounds", place], { message, allowed: `an integer from 1 to ${rounds}` });
    });
    checkUnique(target.rounds, (place) => [...at, "rounds", place], "this round is listed twice", report);
  });
}

/** An adversary is told one chain of defences. */
function checkSameDefences(
  { participants }: RunConfig,
  target: AttackChoice["target"],
  at: Path,
  report: Report,
): void {
  const everybody = Array.from({ length: participants.count }, (_, participant) => participant);
  const listed = target.participants === "all" ? everybody : target.participants;
  const targets = target.participant === undefined ? listed : [target.participant];
  const chains = targets.map((participant) =>
    participants.defences
      .flatMap(({ participants: users }, i) => (users?.includes(participant) === false ? [] : [i]))
      .join(),
  );
  if (new Set(chains).size <= 1) return;
  const message = `${formatPath(at)} has participants with different defences, and an adversary is told one`;
  report(at, { message, hint: "write one attack for each group of participants" });
}

function checkIndices(indices: readonly number[], path: Path, count: number, report: Report): void {
  indices.forEach((participant, place) => {
    if (participant >= count) report([...path, place], outOfRange(participant, count));
  });
  checkUnique(indices, (place) => [...path, place], "this participant is listed twice", report);
}

function outOfRange(participant: number, count: number) {
  const message = `there is no participant ${participant}: participants.count is ${count}, and they count from 0`;
  return { message, allowed: `an integer from 0 to ${count - 1}` };
}

function checkUnique(values: readonly unknown[], path: (index: number) => Path, message: string, report: Report): void {
  values.forEach((value, index) => {
    if (values.indexOf(value) < index) report(path(index), { message, hint: "keep one of them" });
  });
}

function checkAccountants({ privacy }: RunConfig, catalogue: Catalogue, report: Report): void {
  const names = catalogue.names("accountant");
  const path = (index: number) => ["privacy", "accountants", index];
  privacy.accountants.forEach((name, index) => {
    if (names.includes(name)) return;
    const suggestion = nearest(name, names);
    const allowed = names.join(", ");
    report(path(index), { message: "there is no such accountant", allowed, ...(suggestion && { suggestion }) });
  });
  checkUnique(privacy.accountants, path, "this accountant is listed twice", report);
}
