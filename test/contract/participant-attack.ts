/** What every attack by a participant must do. @module */
import { beforeAll, describe, expect, test } from "vitest";
import type { ParticipantAttackPlugin } from "../../shared/plugins/participant-attack.js";
import { useBackend } from "../../shared/tensor/backend/index.js";
import { tensorCount } from "../../shared/tensor/memory.js";
import { createAttack, twoParticipants } from "../support/two-participants.js";
import { availableBackends } from "./backends.js";

/** @param params that let it begin in the first round */
export function participantAttackContract(plugin: unknown, params: Readonly<Record<string, unknown>>): void {
  const { name, threat } = plugin as ParticipantAttackPlugin;
  describe.each(availableBackends)(`attack ${name} on %s: contract`, (backend) => {
    const { init, weights } = twoParticipants({ rounds: 3, examplesEach: 40, units: 8 });
    const create = () => createAttack(plugin, params, init);
    const atEase = () => Promise.resolve();

    beforeAll(async () => {
      await useBackend(backend);
    });

    test("sits among the participants", () => {
      expect(threat.seat).toBe("participant");
    });

    test("same seed, same bytes: what it injects and what it claims", async () => {
      const results = [];
      for (const attack of [create(), create()]) {
        const injections = [];
        for (const round of [1, 2]) injections.push(await attack.takeTurn({ round, weights }, atEase));
        results.push([injections, attack.claim(3)]);
      }
      expect(results[0]).toEqual(results[1]);
    });

    test("a claim made again is the same, and one of fewer images is its beginning", async () => {
      const attack = create();
      await attack.takeTurn({ round: 1, weights }, atEase);
      const [claim, fewer] = [attack.claim(4), attack.claim(2)];
      expect(attack.claim(4)).toEqual(claim);
      expect(claim.images).toHaveLength(4 * 784);
      fewer.images.forEach((value, i) => expect(value).toBeCloseTo(claim.images[i], 5));
      expect(claim.round).toBe(1);
    });

    test("claims are images in [0, 1], and none before it has begun", async () => {
      const attack = create();
      expect(attack.claim(2).images).toHaveLength(0);
      await attack.takeTurn({ round: 1, weights }, atEase);
      expect(attack.claim(2).images.every((value) => value >= 0 && value <= 1)).toBe(true);
    });

    test("leaves the model, its own data and the library's memory as they were", async () => {
      const before = [weights.slice(), init.own.images.slice(), init.own.labels.slice()];
      const attack = create();
      await attack.takeTurn({ round: 1, weights }, atEase);
      const tensors = tensorCount();
      await attack.takeTurn({ round: 2, weights }, atEase);
      attack.claim(2);
      expect(tensorCount()).toBe(tensors);
      expect([weights, init.own.images, init.own.labels]).toEqual(before);
    });

    test("stops when its breath is refused", async () => {
      let breaths = 0;
      const refused = () => (++breaths < 2 ? Promise.resolve() : Promise.reject(new Error("the run is over")));
      await expect(create().takeTurn({ round: 1, weights }, refused)).rejects.toThrow("the run is over");
      expect(breaths).toBe(2);
    });
  });
}
