import { expect, test } from "vitest";
import type { FromClient } from "../shared/process/messages.js";
import type { ParticipantAttack } from "../shared/plugins/participant-attack.js";
import { Adversary } from "./adversary.js";

const examples = { images: Float32Array.of(1), labels: Int32Array.of(3), shape: [1] };
const injection = { examples, perLot: 2 };

function adversaryOf(attack: Partial<ParticipantAttack>, claimEvery = 5) {
  let turn = 0;
  const said: FromClient[] = [];
  const whole: ParticipantAttack = {
    takeTurn: ({ round }) => {
      turn = round;
      return Promise.resolve(injection);
    },
    claim: (count) => ({
      ...{ kind: "representatives", targetClass: 3, round: turn },
      ...{ images: new Float32Array(count), explanation: [] },
    }),
    ...attack,
  };
  const adversary = new Adversary({ id: "gan", claimEvery }, whole, (message) => {
    said.push(message);
    return Promise.resolve();
  });
  return { adversary, said };
}

const claimedRounds = (said: readonly FromClient[]): number[] =>
  said.flatMap((message) => (message.type === "claim" ? [message.claim.round] : []));

async function take(adversary: Adversary, rounds: readonly number[]): Promise<void> {
  for (const round of rounds) {
    await adversary.beforeTraining(round, new Float32Array(4));
    await adversary.afterTurn(round);
  }
}

test("claims are made when rounds are evaluated, or at the next turn after, and at the end", async () => {
  const { adversary, said } = adversaryOf({});
  await take(adversary, [1, 4, 5, 6, 12, 13, 14]);
  expect(claimedRounds(said)).toEqual([5, 12]);
  await adversary.conclude();
  expect(claimedRounds(said)).toEqual([5, 12, 14]);
});

test("what was claimed in the last turn is not claimed again", async () => {
  const { adversary, said } = adversaryOf({});
  await take(adversary, [5, 10]);
  await adversary.conclude();
  expect(claimedRounds(said)).toEqual([5, 10]);
});

test("an attack that breaks says so once, and its participant trains on as an honest one", async () => {
  const { adversary, said } = adversaryOf({ takeTurn: () => Promise.reject(new Error("no generator")) });
  expect(await adversary.beforeTraining(1, new Float32Array(4))).toBeUndefined();
  await take(adversary, [2, 5]);
  await adversary.conclude();
  expect(said).toEqual([{ type: "attack-failed", id: "gan", reason: "no generator" }]);
});

test("the attack learns whether anybody else changed the model since its last turn", async () => {
  const told: (boolean | undefined)[] = [];
  const { adversary } = adversaryOf({
    takeTurn: ({ alone }) => {
      told.push(alone);
      return Promise.resolve(undefined);
    },
  });
  await adversary.beforeTraining(1, Float32Array.of(1, 1));
  adversary.uploaded(Float32Array.of(1, 1), Float32Array.of(0, 2));
  await adversary.beforeTraining(2, Float32Array.of(1, 3));
  adversary.uploaded(Float32Array.of(1, 3), Float32Array.of(1, 0));
  await adversary.beforeTraining(3, Float32Array.of(2, 1));
  expect(told).toEqual([false, true, false]);
});

test("what the attack mixes in is handed on", async () => {
  const { adversary } = adversaryOf({});
  expect(await adversary.beforeTraining(1, new Float32Array(4))).toBe(injection);
});
