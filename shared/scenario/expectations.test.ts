import { expect, test } from "vitest";
import { goodScenario, smallCatalogue } from "../../test/support/bad-scenarios/small-catalogue.js";
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
