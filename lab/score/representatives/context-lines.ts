/** What the scores do not say by themselves: when it was claimed, and how far the classifier can be trusted. @module */
import type { RepresentativeClaim } from "../../../shared/plugins/participant-attack.js";
import type { JudgeSkill } from "../../judge/judging.js";
import { percent } from "../../report/words/format.js";
import type { AttackSummary } from "../../runs/summary.js";
import type { ScoredRepresentatives } from "./score-representatives.js";

export interface Context {
  readonly last: RepresentativeClaim;
  readonly rounds: ScoredRepresentatives["rounds"];
  readonly skill: JudgeSkill;
  readonly metrics: AttackSummary["metrics"];
  readonly hasVictims: boolean;
  readonly failure?: string;
}

/** An earlier round is worth a line when its share is higher by this much. */
const worthMentioning = 0.1;

export function contextLines({ last, rounds, skill, metrics, hasVictims, failure }: Context): string[] {
  const { targetClass, round } = last;
  const ofClass = skill.classAccuracy[targetClass];
  const known = ofClass === null || ofClass === undefined ? "" : `, ${percent(ofClass)} of those of the class`;
  const lines = [
    `class ${targetClass}, as claimed in round ${round}; the classifier is right on ${percent(skill.accuracy)} of the test images${known}`,
  ];
  if (!hasVictims) {
    lines.push(
      "no participant held an image of the class: what is scored here the attack gets without a victim, and nothing leaked",
    );
  }
  const shareOf = (values: Readonly<Record<string, number>>): number => values["targetClassShare"] ?? 0;
  const best = rounds.reduce((a, b) => (shareOf(b.values) > shareOf(a.values) ? b : a));
  if (shareOf(best.values) > (metrics["targetClassShare"]?.value ?? 0) + worthMentioning) {
    lines.push(`best in round ${best.round}, with ${percent(shareOf(best.values))}: later claims were worse`);
  }
  if (failure !== undefined) lines.push(`the attack itself broke: ${failure}`);
  return [...lines, ...last.explanation];
}
