import { expect, test } from "vitest";
import { metrics } from "../../shared/metrics/index.js";
import { metricContract } from "./metric.js";

const perfect: Readonly<Record<string, number>> = { psnrDb: 100, recovered: 1, ssim: 1, mse: 0, labelRecovery: 1 };

test("every registered metric is under contract", () => {
  expect(metrics.map(({ name }) => name).sort()).toEqual(Object.keys(perfect).sort());
});

for (const metric of metrics) metricContract(metric, perfect[metric.name]);
