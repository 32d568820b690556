import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { RunConfig } from "../../shared/scenario/schema.js";
import { chooseAttack } from "./choose-attack.js";

const directory = mkdtempSync(join(tmpdir(), "fedleak-choose-"));
afterAll(() => rmSync(directory, { recursive: true }));

function seedOf(variant: string, seed: number, observed: readonly string[]) {
  const place = join(directory, variant, `seed-${seed}`);
  for (const id of observed) {
    mkdirSync(join(place, "attacks", id, "observations"), { recursive: true });
    writeFileSync(join(place, "attacks", id, "observations", "observations.jsonl"), "");
  }
  return { seed, directory: place };
}

const variantOf = (name: string, ids: readonly string[], observed: readonly string[]) => ({
  name,
  config: { attacks: ids.map((id) => ({ id })) } as unknown as RunConfig,
  seeds: [seedOf(name, 1, observed), seedOf(name, 2, [])],
});

const recordingOf = (...variants: ReturnType<typeof variantOf>[]) =>
  ({ directory, folder: directory, backend: "wasm", variants }) as const;

test("what is not said is the only one there is, in the seeds that saw anything", () => {
  const recording = recordingOf(variantOf("run", ["a"], ["a"]));
  const { id, variant, seeds } = chooseAttack(recording, {});
  expect([id, variant.name, seeds.map(({ seed }) => seed)]).toEqual(["a", "run", [1]]);
});

test.each([
  [{}, "the run has several variants: plain, noisy", "say which with --variant plain"],
  [{ variant: "plane" }, "the run has no variant plane; did you mean plain?", "choose from plain, noisy"],
  [{ variant: "plain" }, "the run has several attacks: a, b", "say which with --attack a"],
  [{ variant: "plain", attack: "c" }, "the run has no attack c; did you mean a?", "choose from a, b"],
  [{ variant: "noisy" }, "the run has no attack", "give a run of a scenario with attacks"],
  [
    { variant: "plain", attack: "b" },
    "attack b of variant plain has no observations: the run ended before its targets",
    "run the scenario again",
  ],
])("%j is refused", (options, message, hint) => {
  const recording = recordingOf(variantOf("plain", ["a", "b"], ["a"]), variantOf("noisy", [], []));
  const choose = () => chooseAttack(recording, options);
  expect(choose).toThrow(message);
  expect(choose).toThrow(expect.objectContaining({ hint }) as Error);
});
