/** What a participant drew of a class, in a clause. @module */
import type { AttackSummary } from "../../runs/summary.js";
import { countOf, percent } from "./format.js";

/** Whether nobody held an image of the class: records are compared wherever somebody did and there are ceilings. */
export function hadNothingToFind({ metrics: { targetClassShare, nearerToVictims } }: AttackSummary): boolean {
  return targetClassShare?.ceilings !== undefined && nearerToVictims === undefined;
}

/**
 * "drew class 3, which it never held: 93 % of its 256 images are taken for it (a guesser 1 %, real images 98 %)"
 * @param sought undefined where the scenario does not say
 * @param isControl whether another variant is compared with it, by the scenario
 */
export function drewWords(attack: AttackSummary, sought: number | undefined, isControl: boolean): string {
  const { metrics, verdict } = attack;
  const { targetClassShare } = metrics;
  const what = sought === undefined ? "a class" : `class ${sought}`;
  if (attack.unjudged) return `drew images for ${what} that were not judged`;
  if (targetClassShare === undefined) return `drew nothing of ${what}: the attack failed, and claims nothing`;
  const { value, chance, n, ceilings } = targetClassShare;
  if (n === 0) return `drew nothing of ${what}: the attack never began`;
  const share = `${percent(value, 0)} of its ${countOf(n, "image")} are taken for`;
  if (hadNothingToFind(attack)) return `had nothing to find: ${share} ${what}`;
  if (isControl) return `drew ${countOf(n, "image")}, of which ${percent(value, 0)} are taken for ${what}`;
  const real = ceilings?.["real-images"];
  const compared = `a guesser ${percent(chance, 0)}${real === undefined ? "" : `, real images ${percent(real, 0)}`}`;
  const did = { leaked: "drew", partly: "drew traits of", failed: "failed to draw" }[verdict];
  return `${did} ${what}, which it never held: ${share} it (${compared})`;
}
