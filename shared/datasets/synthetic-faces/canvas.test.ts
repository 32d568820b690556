import { expect, test } from "vitest";
import { Canvas } from "./canvas.js";
import type { View } from "./canvas.js";
import { ellipse } from "./distances.js";

const straight: View = { shiftX: 0, shiftY: 0, roll: 0, scale: 1, yaw: 0, pitch: 0 };

/** White on black: how much of the picture is covered, and the middle of it; the picture is 2 wide. */
function covered(view: Partial<View>, [x, y]: readonly [number, number], radius: number, side = 32, depth = 0) {
  const canvas = new Canvas(side, { ...straight, ...view }, 0);
  canvas.paint({ distance: ellipse(x, y, radius, radius), grey: 1, depth });
  let [sum, sumX, sumY] = [0, 0, 0];
  for (const [i, grey] of canvas.pixels.entries()) {
    sum += grey;
    sumX += grey * ((2 * (i % side) + 1) / side - 1);
    sumY += grey * ((2 * Math.floor(i / side) + 1) / side - 1);
  }
  return { area: (4 * sum) / side ** 2, x: sumX / sum, y: sumY / sum };
}

test.each([16, 32, 64])("a circle covers its area, in %i x %i pixels", (side) => {
  for (const radius of [0.2, 0.35, 0.6]) {
    expect(covered({}, [0.03, -0.05], radius, side).area / (Math.PI * radius ** 2)).toBeCloseTo(1, 1);
  }
});

test("moves by less than a pixel", () => {
  const at = (shiftX: number) => covered({ shiftX }, [0, 0], 0.3).x;
  for (const shift of [0.01, 0.02, 0.03, 0.1]) expect(at(shift)).toBeCloseTo(shift, 2);
});

test("is rolled clockwise, scaled and moved, in this order", () => {
  // a quarter of the way from right to bottom, at twice the distance
  const { x, y, area } = covered({ roll: 1, scale: 2, shiftX: -0.1, shiftY: -0.2 }, [0.2, 0], 0.1);
  expect(x).toBeCloseTo(0.4 * Math.SQRT1_2 - 0.1, 2);
  expect(y).toBeCloseTo(0.4 * Math.SQRT1_2 - 0.2, 2);
  expect(area / (Math.PI * 0.04)).toBeCloseTo(1, 1);
});

test("what is deeper moves further when the head turns", () => {
  const tip = covered({ yaw: 0.2, pitch: -0.1 }, [0, 0], 0.2, 32, 1);
  const ear = covered({ yaw: 0.2, pitch: -0.1 }, [0, 0], 0.2, 32, -0.5);
  expect([tip.x, tip.y, ear.x, ear.y].map((at) => Math.round(100 * at))).toEqual([20, -10, -10, 5]);
});

test("opacity mixes, and softness spreads an edge that is still half covered in its middle", () => {
  const canvas = new Canvas(16, straight, 0.2);
  canvas.paint({ distance: (x) => x - 1 / 16, grey: 0.8, opacity: 0.5, softness: 0.5 });
  const row = [...canvas.pixels.subarray(0, 16)];
  expect(row[0]).toBeCloseTo(0.5, 10);
  expect(row[8]).toBeCloseTo(0.35, 10);
  expect(row[15]).toBeCloseTo(0.2, 10);
  for (let i = 1; i < 16; i++) expect(row[i]).toBeLessThanOrEqual(row[i - 1]);
});

test("light multiplies what is there", () => {
  const canvas = new Canvas(16, straight, 0.5);
  canvas.light((x, y) => 1 + x + y / 2);
  expect(canvas.pixels[0]).toBeCloseTo(0.5 * (1 - 15 / 16 - 15 / 32), 10);
});
