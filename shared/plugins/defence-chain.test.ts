import { describe, expect, test } from "vitest";
import { defences } from "../../client/defences/index.js";
import { createChain, MisplacedDefence } from "./defence-chain.js";

const facts = {
  update: "gradient",
  sampling: "poisson",
  batchSize: 8,
  examples: 100,
  localSteps: 1,
  turns: 1,
  everyRound: true,
  parameters: 1000,
  unit: "example",
} as const;

function chainOf(...choices: { kind: string; [parameter: string]: unknown }[]) {
  const requests = choices.map(({ kind, ...params }) => ({
    plugin: defences.find(({ name }) => name === kind) ?? expect.unreachable(),
    params,
  }));
  return createChain(requests, facts, () => 1);
}

const dpSgd = { kind: "dp-sgd", clipNorm: 1, noiseMultiplier: 1 };

describe("a chain of defences", () => {
  test("lets each know what those before it established", () => {
    // a target needs the bound that the clip gives
    expect(() => chainOf({ kind: "gaussian-noise", targetEpsilon: 1 })).toThrow(/without a clip before it/);
    const [, noise] = chainOf({ kind: "clip", clipNorm: 3 }, { kind: "gaussian-noise", targetEpsilon: 1 });
    expect(noise?.params).toEqual({ noiseStddev: 6 });
  });

  test.each([
    ["sparsify", { kind: "sparsify", keepFraction: 0.1 }],
    ["quantise", { kind: "quantise", levels: 3 }],
    ["noise of a promise too weak to count", { kind: "gaussian-noise", noiseStddev: 0 }],
    ["another of its kind", dpSgd],
  ])("has none that computes the gradient after %s", (_, other) => {
    expect(() => chainOf(dpSgd, other === dpSgd ? { kind: "clip", clipNorm: 1 } : other)).not.toThrow();
    expect(() => chainOf(other, dpSgd)).toThrow(/dp-sgd computes the gradient itself, so that no defence can come/);
  });

  test("says which one is misplaced", () => {
    const create = () => chainOf({ kind: "quantise", levels: 3 }, dpSgd);
    expect(create).toThrow(MisplacedDefence);
    expect(create).toThrow(
      expect.objectContaining({ request: { plugin: expect.anything(), params: { clipNorm: 1, noiseMultiplier: 1 } } }),
    );
  });
});
