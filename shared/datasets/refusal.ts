/** Refusals that point at the parameter which names the broken input. @module */
import { ImpossibleCombination } from "../plugins/plugin.js";

/** Does `step`; whatever it throws becomes a refusal of `parameter`. @throws {ImpossibleCombination} */
export function pointingAt<T>(parameter: string, hint: string, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof ImpossibleCombination) throw error;
    throw new ImpossibleCombination(error instanceof Error ? error.message : String(error), {
      parameter: [parameter],
      hint,
    });
  }
}

/** Labels are bytes, and one class leaves nothing to learn. @throws {ImpossibleCombination} unless 2 to 256 */
export function checkClassCount(classes: number, parameter: string, where: string): void {
  if (classes >= 2 && classes <= 256) return;
  throw new ImpossibleCombination(`${where} has ${classes} ${classes === 1 ? "class" : "classes"}`, {
    parameter: [parameter],
    hint: "a dataset has 2 to 256 classes",
  });
}
