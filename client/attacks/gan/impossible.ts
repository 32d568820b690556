/** What the GAN cannot do, said before anything starts. @module */
import { ImpossibleCombination } from "../../../shared/plugins/plugin.js";
import type { ParticipantAttackInit } from "../../../shared/plugins/participant-attack.js";
import { sideUnit } from "./generator.js";
import type { Params } from "./params.js";

/** @throws {ImpossibleCombination} */
export function refuseImpossible(given: Params, init: ParticipantAttackInit): void {
  refuseTarget(given, init);
  refuseShape(given, init);
  if (given.inject) refuseLabel(given, init);
  if (given.startRound > init.rounds) {
    throw new ImpossibleCombination(`startRound is ${given.startRound}, and the run has ${init.rounds} rounds`, {
      parameter: ["startRound"],
      hint: "begin in an earlier round",
    });
  }
}

function refuseTarget({ targetClass }: Params, { classes, own, participant }: ParticipantAttackInit): void {
  if (targetClass >= classes) {
    throw new ImpossibleCombination(`targetClass is ${targetClass}, and the task has ${classes} classes, from 0`, {
      parameter: ["targetClass"],
      hint: `choose a class in [0, ${classes})`,
    });
  }
  if (own.labels.includes(targetClass)) {
    throw new ImpossibleCombination(`participant ${participant} holds examples of class ${targetClass} itself`, {
      parameter: ["targetClass"],
      hint: "choose a class that it does not hold, or a partition that gives it none of this one",
    });
  }
}

function refuseShape({ generator }: Params, { network: { inputShape } }: ParticipantAttackInit): void {
  const unit = sideUnit[generator];
  if (unit === 1) return;
  const [height, width] = inputShape;
  if (inputShape.length === 3 && height % unit === 0 && width % unit === 0) return;
  throw new ImpossibleCombination(
    `a ${generator} generator makes images [height, width, channels] whose sides are multiples of ${unit}, and examples ` +
      `are [${inputShape}]`,
    { parameter: ["generator"], hint: "set generator: dense" },
  );
}

function refuseLabel({ injectAs, targetClass }: Params, { classes, network }: ParticipantAttackInit): void {
  if (injectAs === "artificial") {
    if (network.classes > classes) return;
    throw new ImpossibleCombination("the model has no artificial class that fakes could be labelled with", {
      parameter: ["injectAs"],
      hint: "set task.model.extraClasses: 1, or inject fakes as a class of the task",
    });
  }
  if (injectAs === targetClass) {
    throw new ImpossibleCombination(
      "fakes labelled with the target class teach the model nothing that tells them apart",
      {
        parameter: ["injectAs"],
        hint: "inject them as another class",
      },
    );
  }
  if (injectAs >= classes) {
    throw new ImpossibleCombination(`injectAs is ${injectAs}, and the task has ${classes} classes, from 0`, {
      parameter: ["injectAs"],
      hint: "set injectAs: artificial, or a class of the task",
    });
  }
}
