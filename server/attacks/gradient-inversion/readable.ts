/** What of a run's updates this attack cannot read. @module */
import type { AttackInit } from "../../../shared/plugins/attack.js";
import { ImpossibleCombination } from "../../../shared/plugins/plugin.js";

const leaveOut = "leave the attack out of this variant (attacks: [])";

/** @throws {ImpossibleCombination} unless an update tells the whole gradient of one lot */
export function refuseUnreadable({ update, localSteps, uploadFraction, defences }: AttackInit): void {
  if (update === "delta" && localSteps > 1) {
    throw new ImpossibleCombination(
      `gradient-inversion reads the gradient of one lot; this update is what ${localSteps} local steps changed`,
      { hint: `set training.localSteps: 1 or training.update: gradient, or ${leaveOut}` },
    );
  }
  if (uploadFraction < 1) {
    throw new ImpossibleCombination(
      `gradient-inversion needs every coordinate of an update; participants upload a share of ${uploadFraction}`,
      { hint: `set training.uploadFraction: 1, or ${leaveOut}` },
    );
  }
  const keepFraction = defences.find(({ kind }) => kind === "sparsify")?.params["keepFraction"];
  if (keepFraction !== undefined && keepFraction !== 1) {
    throw new ImpossibleCombination(
      `gradient-inversion needs every coordinate of an update; sparsify keeps a share of ${String(keepFraction)}`,
      { hint: `attack participants without sparsify, or ${leaveOut}` },
    );
  }
}
