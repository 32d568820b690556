import { expect, test } from "vitest";
import { goodScenario, smallCatalogue } from "../../test/support/bad-scenarios/small-catalogue.js";
import type { Catalogue } from "./catalogue.js";
import { metricPaths } from "./expectations.js";
import { readScenario, resolveScenario } from "./resolve.js";

test("what baselines measure can be expected of variants that have them", () => {
  const text = `${goodScenario}\nbaselines: [standalone, centralised]\n`;
  const [{ config }] = resolveScenario(readScenario(text, "s.yaml"), smallCatalogue).variants;
  expect(metricPaths(config, smallCatalogue)).toEqual([
    "accuracy",
    "loss",
    "upBytes",
    "downBytes",
    "privacy.epsilon.rdp",
    "baselines.standalone.accuracy",
    "baselines.standalone.low",
    "baselines.standalone.high",
    "baselines.centralised.accuracy",
    "attacks.curious.psnrDb",
    "attacks.curious.mse",
  ]);
  expect(metricPaths({ ...config, baselines: [] }, smallCatalogue).join()).not.toContain("baselines");
});

test("of a participant's attack other things are measured than of a reconstruction", () => {
  const insider = "  - { id: insider, kind: insider, seat: participant, participant: 1 }\n";
  const text = goodScenario.replace("attacks:\n", `attacks:\n${insider}`);
  const catalogue: Catalogue = {
    ...smallCatalogue,
    names: (kind) => (kind === "representativeMetric" ? ["targetClassShare"] : smallCatalogue.names(kind)),
  };
  const [{ config }] = resolveScenario(readScenario(text, "s.yaml"), catalogue).variants;
  const ofAttacks = metricPaths(config, catalogue).filter((path) => path.startsWith("attacks."));
  expect(ofAttacks).toEqual(["attacks.insider.targetClassShare", "attacks.curious.psnrDb", "attacks.curious.mse"]);
  const expecting = (metric: string) => `${text}  - { variant: noisy, metric: attacks.insider.${metric}, below: 1 }\n`;
  expect(() => resolveScenario(readScenario(expecting("targetClassShare"), "s.yaml"), catalogue)).not.toThrow();
  expect(() => resolveScenario(readScenario(expecting("psnrDb"), "s.yaml"), catalogue)).toThrow(
    /will not measure this/,
  );
});
