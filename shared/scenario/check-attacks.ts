/** Where adversaries sit, whom they attack, and what an attack is compared with. @module */
import { usesDefence } from "./attack-seats.js";
import type { AnyPlugin, Catalogue } from "./catalogue.js";
import { checkIndices, checkUnique, outOfRange, reporter, type Report } from "./check-lists.js";
import { diagnostic } from "./diagnostics.js";
import type { Diagnostic } from "./diagnostics.js";
import { formatPath } from "./path.js";
import type { Path } from "./path.js";
import { ownKeys } from "./plugin-ref.js";
import type { AttackChoice, RunConfig, TargetedAttack } from "./schema.js";
import { keyOriginAt, nodeAt } from "./tree.js";
import type { Tree } from "./tree.js";

interface Check {
  readonly config: RunConfig;
  readonly tree: Tree;
  readonly report: Report;
  readonly problems: Diagnostic[];
}

/** Problems of the attacks of one variant. */
export function checkAttacks(config: RunConfig, tree: Tree, catalogue: Catalogue): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const check: Check = { config, tree, report: reporter(tree, problems), problems };
  config.attacks.forEach((attack, index) => {
    const at = ["attacks", index];
    checkSeat(attack, at, check, catalogue);
    if (attack.seat === "participant") checkAdversary(attack, at, index, check);
    else if (attack.target !== undefined) checkTarget(attack as TargetedAttack, [...at, "target"], check);
  });
  return problems;
}

/** An attack is made for those who see updates, or for those who take part. */
function checkSeat(attack: AttackChoice, at: Path, { tree, report }: Check, catalogue: Catalogue): void {
  const { kind, seat, target, participant } = attack;
  const plugin = catalogue.find("attack", kind);
  // what is missing may be what was misspelt, which is a problem already
  if (plugin === undefined || hasUnknownKey(nodeAt(tree, at), plugin)) return;
  const takesPart = plugin.threat.seat === "participant";
  if (takesPart && seat !== "participant") {
    const hint = "set seat: participant, and participant to who it is";
    return report([...at, "seat"], { message: `${kind} is an attack by a participant`, hint });
  }
  if (!takesPart && seat === "participant") {
    const message = `${kind} reads updates, which a participant does not see`;
    return report([...at, "seat"], { message, hint: "set seat: server or network" });
  }
  if (takesPart && target !== undefined) {
    const message = `${kind} takes part in every round, and attacks no single updates`;
    return report([...at, "target"], { message, hint: "remove it" });
  }
  if (takesPart && participant === undefined) {
    report(at, { message: `${kind} needs to know which participant it is`, hint: "add participant, counted from 0" });
  }
  if (!takesPart && target === undefined) {
    report(at, { message: `${kind} needs a target`, hint: "add target, such as { participants: all, rounds: [1] }" });
  }
  if (!takesPart && participant !== undefined) {
    const message = "only an attack by a participant says which one it is";
    report([...at, "participant"], { message, hint: "whom it attacks is target.participant" });
  }
}

function hasUnknownKey(node: Tree | undefined, { params }: AnyPlugin): boolean {
  const known = [...ownKeys.attack, ...Object.keys(params.shape)];
  return node?.type === "map" && [...node.entries.keys()].some((key) => !known.includes(key));
}

function checkAdversary({ participant }: AttackChoice, at: Path, index: number, { config, report }: Check): void {
  if (participant === undefined) return;
  const { count } = config.participants;
  if (participant >= count) report([...at, "participant"], outOfRange(participant, count));
  const others = config.attacks.slice(0, index);
  if (others.some((other) => other.seat === "participant" && other.participant === participant)) {
    const message = "another attack is made by this participant";
    report([...at, "participant"], { message, hint: "let another participant be this adversary" });
  }
  if (count < 2) {
    report([...at, "participant"], { message: "it is the only participant", hint: "raise participants.count" });
  }
}

function checkTarget({ target }: TargetedAttack, at: Path, { config, report, tree, problems }: Check): void {
  const { count } = config.participants;
  checkIndices(target.participants === "all" ? [] : target.participants, [...at, "participants"], count, report);
  if (target.participant !== undefined) {
    if (target.participant >= count) report([...at, "participant"], outOfRange(target.participant, count));
    if (nodeAt(tree, [...at, "participants"]) !== undefined) {
      const path = [...at, "participant"];
      const message = `${formatPath(at)} has both participant and participants`;
      problems.push(diagnostic(keyOriginAt(tree, path), { path: formatPath(path), message, hint: "keep one of them" }));
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
}

/** An adversary is told one chain of defences. */
function checkSameDefences(config: RunConfig, target: TargetedAttack["target"], at: Path, report: Report): void {
  const { defences, count } = config.participants;
  const everybody = Array.from({ length: count }, (_, participant) => participant);
  const listed = target.participants === "all" ? everybody : target.participants;
  const targets = target.participant === undefined ? listed : [target.participant];
  const chains = targets.map((participant) =>
    defences.flatMap((defence, i) => (usesDefence(config, defence, participant) ? [i] : [])).join(),
  );
  if (new Set(chains).size <= 1) return;
  const message = `${formatPath(at)} has participants with different defences, and an adversary is told one`;
  report(at, { message, hint: "write one attack for each group of participants" });
}
