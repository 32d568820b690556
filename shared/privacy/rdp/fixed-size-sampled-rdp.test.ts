import { describe, expect, test } from "vitest";
import { gaussianCentralMoment, laplaceCentralMoment } from "./central-moments.js";
import { fixedSizeSampledRdp } from "./fixed-size-sampled-rdp.js";
import type { InnerMechanism } from "./fixed-size-sampled-rdp.js";
import { sampledLaplaceRdp } from "./sampled-laplace-rdp.js";

describe("central moments: the alternating sum with 80 and more digits (mpmath)", () => {
  test.each([
    [1, 2, 0.541324854612918109],
    [1, 10, 44.9987670005889886],
    [4, 2, -2.74117596712097673],
    [4, 64, 124.787445292155118],
    [50, 6, -20.7547078215875582],
    [0.3, 12, 733.333333333333388],
    [0.11, 2, 82.6446280991735529],
    [0.09, 2, 123.456790123456799],
    [1000, 4, -26.5324024939335774],
    [10, 200, 173.36887472280814],
  ])("of Gaussian noise %d, l %d", (sigma, l, expected) => {
    expect(Math.abs(gaussianCentralMoment(sigma, l) - expected)).toBeLessThan(3e-15 * (l + Math.abs(expected)));
  });

  test.each([
    [1, 2, -0.153967775384022392],
    [1, 10, 3.75108129289306264],
    [4, 2, -2.84397592592162226],
    [4, 64, -81.4976975033031237],
    [50, 6, -23.4793614289825254],
    [0.3, 12, 35.578478055981365],
    [0.05, 2, 19.5945348888001041],
    [10, 200, -451.226602524836266],
  ])("of Laplace noise %d, l %d", (b, l, expected) => {
    expect(Math.abs(laplaceCentralMoment(b, l) - expected)).toBeLessThan(3e-15 * (l + Math.abs(expected)));
  });
});

const gaussian = (sigma: number): InnerMechanism => ({
  pureEpsilon: Infinity,
  rdp: (order) => order / 2 / sigma / sigma,
  logCentralMoment: (l) => gaussianCentralMoment(sigma, l),
});
const laplace = (b: number): InnerMechanism => ({
  pureEpsilon: 1 / b,
  rdp: (order) => sampledLaplaceRdp(1, b, order),
  logCentralMoment: (l) => laplaceCentralMoment(b, l),
});

// the theorem with 400 digits (mpmath), and dp_accounting 0.6.0 to 10 digits where its differences do not cancel
test.each([
  [0.01, 1, 2, 0.0005435086381094331],
  [0.01, 1, 8, 0.002684165012688936],
  [0.01, 4, 32, 0.00043190385563910723],
  [0.1, 2, 5.5, 0.03520997240450257],
  [0.001, 0.7, 20, 13.17332334956494],
  [0.3, 10, 64, 0.059083534844936904],
  [0.01, 1, 256, 123.379488547323955],
  [0.05, 1.1, 1.5, 0.011361134181165074],
  [0.5, 0.5, 3, 5.30787045945434],
])("share %d, noise %d, order %d", (share, sigma, order, expected) => {
  expect(Math.abs(fixedSizeSampledRdp(gaussian(sigma), share, order) / expected - 1)).toBeLessThan(1e-10);
});

/**
 * A lower bound: the record is replaced in a data set whose others contribute nothing, on one line, by Simpson's rule. P
 * is the mixture about -1/2 and Q that about 1/2, as the sensitivity is 1 under replace-one.
 */
function replacedOnALine(density: (z: number) => number, share: number, order: number, reach: number): number {
  const n = 20_000;
  let sum = 0;
  for (let i = 0; i <= n; i++) {
    const z = -reach + (2 * reach * i) / n;
    const p = (1 - share) * density(z) + share * density(z + 0.5);
    const q = (1 - share) * density(z) + share * density(z - 0.5);
    sum += (i === 0 || i === n ? 1 : i % 2 === 1 ? 4 : 2) * (p / q) ** order * q;
  }
  return Math.log((sum * 2 * reach) / n / 3) / (order - 1);
}

test("is never below what replacing a record does, never above the mechanism on everything", () => {
  for (const share of [0.01, 0.1, 0.5, 0.9]) {
    for (const order of [1.5, 2, 3.5, 8]) {
      for (const noise of [0.8, 2, 10]) {
        const normal = (z: number): number => Math.exp(-(z * z) / 2 / noise / noise) / noise / Math.sqrt(2 * Math.PI);
        const found = fixedSizeSampledRdp(gaussian(noise), share, order);
        expect(found).toBeGreaterThan(replacedOnALine(normal, share, order, 12 * noise + order));
        expect(found).toBeLessThanOrEqual(gaussian(noise).rdp(order));
        const exponential = (z: number): number => Math.exp(-Math.abs(z) / noise) / 2 / noise;
        const foundLaplace = fixedSizeSampledRdp(laplace(noise), share, order);
        expect(foundLaplace).toBeGreaterThan(replacedOnALine(exponential, share, order, 40 * noise));
        expect(foundLaplace).toBeLessThanOrEqual(laplace(noise).rdp(order));
      }
    }
  }
});

test("never falls with the order or the share; finite, and never NaN, at any noise", () => {
  const grows = (values: number[]): void =>
    values.forEach((value, i) => expect(value).toBeGreaterThanOrEqual((values[i - 1] ?? 0) * (1 - 1e-12)));
  for (const of of [gaussian, laplace]) {
    for (const noise of [1e-150, 1e-9, 0.09, 0.11, 1, 50, 1e9]) {
      grows([1.1, 2, 2.5, 10.9, 63, 256].map((order) => fixedSizeSampledRdp(of(noise), 0.05, order)));
      grows([1e-300, 1e-9, 0.01, 0.5, 1 - 1e-9].map((share) => fixedSizeSampledRdp(of(noise), share, 6.5)));
    }
  }
});
