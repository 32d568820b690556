import { describe, expect, test } from "vitest";
import { RngStream } from "../../random/rng-stream.js";
import { drawAppearance } from "./appearance.js";
import type { Appearance } from "./appearance.js";
import { drawFace } from "./draw-face.js";
import { drawPeople } from "./identity.js";
import type { Identity } from "./identity.js";

const rng = RngStream.fromSeed(1);
const still = drawAppearance(0, rng);
const plain: Identity = {
  ...drawPeople(1, rng)[0],
  skinGrey: 0.7,
  hairGrey: 0.1,
  hairStyle: "bald",
  glasses: "none",
  beard: "none",
};

const draw = (identity: Partial<Identity>, appearance: Partial<Appearance> = {}) =>
  drawFace({ ...plain, ...identity }, { ...still, ...appearance }, 64, rng);

/** Of pixels from 0: the first, and the one after the last. */
type Range = readonly [number, number];
type Box = readonly [rows: Range, columns: Range];

/** Mean darkening, in greys of 255, by which `face` differs from the plain one in a box of rows and columns. */
function darkening(face: Uint8Array, [rows, columns]: Box): number {
  const bare = draw({});
  let sum = 0;
  for (let row = rows[0]; row < rows[1]; row++) {
    for (let column = columns[0]; column < columns[1]; column++)
      sum += bare[64 * row + column] - face[64 * row + column];
  }
  return sum / ((rows[1] - rows[0]) * (columns[1] - columns[0]));
}

const places = {
  crown: [
    [8, 16],
    [24, 40],
  ],
  eyes: [
    [26, 36],
    [16, 48],
  ],
  upperLip: [
    [43, 47],
    [27, 37],
  ],
  chin: [
    [54, 60],
    [28, 36],
  ],
  besideTheChin: [
    [46, 58],
    [4, 14],
  ],
  jaw: [
    [46, 52],
    [18, 22],
  ],
} as const;

/** Two lists: places that a trait darkens clearly, and places that it leaves alone. */
describe("dark hair, beards and glasses are where they belong", () => {
  test.each([
    [{ hairStyle: "cropped" }, ["crown"], ["eyes", "upperLip", "chin", "besideTheChin"]],
    [{ hairStyle: "receding" }, [], ["eyes", "upperLip", "chin", "besideTheChin"]],
    [{ hairStyle: "parted" }, ["crown"], ["upperLip", "chin", "besideTheChin"]],
    [{ hairStyle: "fringe" }, ["crown"], ["upperLip", "chin", "besideTheChin"]],
    [{ hairStyle: "quiff" }, ["crown"], ["upperLip", "chin", "besideTheChin"]],
    [{ hairStyle: "curly" }, ["crown"], ["upperLip", "chin", "besideTheChin"]],
    [{ hairStyle: "bob" }, ["crown"], ["upperLip", "chin"]],
    [{ hairStyle: "long" }, ["crown", "besideTheChin"], ["upperLip", "chin"]],
    [{ hairStyle: "bun" }, ["crown"], ["upperLip", "chin", "besideTheChin"]],
    [{ beard: "moustache" }, ["upperLip"], ["crown", "eyes", "chin", "jaw"]],
    [{ beard: "goatee" }, ["upperLip", "chin"], ["crown", "eyes", "jaw"]],
    [{ beard: "stubble" }, ["chin", "jaw"], ["crown", "eyes"]],
    [{ beard: "full" }, ["upperLip", "chin", "jaw"], ["crown", "eyes"]],
    [{ glasses: "round" }, ["eyes"], ["crown", "upperLip", "chin"]],
    [{ glasses: "square" }, ["eyes"], ["crown", "upperLip", "chin"]],
  ] as const)("%j", (trait, dark, bare) => {
    const face = draw(trait);
    for (const place of dark) expect(darkening(face, places[place]), place).toBeGreaterThan(10);
    for (const place of bare) expect(Math.abs(darkening(face, places[place])), place).toBeLessThan(2);
    expect(face).not.toEqual(draw({}));
  });
});

test("every trait of a person shows", () => {
  const changed: Partial<Identity>[] = Object.entries({ ...plain, hairStyle: "parted" as const })
    .filter(([, value]) => typeof value === "number")
    .map(([trait, value]) => ({ [trait]: trait === "parting" ? -value : 1.3 * Number(value) }));
  const haired = { hairStyle: "parted", beard: "moustache" } as const;
  expect(changed.length).toBeGreaterThan(18);
  for (const trait of changed) expect(draw({ ...haired, ...trait }), JSON.stringify(trait)).not.toEqual(draw(haired));
});

test.each([
  { smile: 1 },
  { mouthOpening: 1 },
  { browRaise: 0.05 },
  { eyeOpening: 0.5 },
  { gaze: 0.5 },
  { lightX: 0.3 },
  { lightY: 0.3 },
  { exposure: 1.2 },
  { backgroundGrey: 0.5 },
  { clothesGrey: 0.9 },
  { noiseStddev: 0.05 },
])("an appearance of %j shows", (appearance) => {
  expect(draw({}, appearance)).not.toEqual(draw({}));
});

test("noise has the deviation it says", () => {
  // the deviation of 4096 draws is more than 6 % too large for one seed in 10^7; black pixels, cut off, make it smaller
  const grey = { exposure: 0.5, backgroundGrey: 0.5, lightX: 0, lightY: 0 };
  const clean = draw({}, grey);
  const noisy = draw({}, { ...grey, noiseStddev: 0.03 });
  const squares = noisy.reduce((sum, value, i) => sum + (value - clean[i]) ** 2, 0) / clean.length;
  // rounding adds 1/12 twice
  expect(Math.sqrt(squares - 1 / 6) / 255 / 0.03).toBeGreaterThan(0.9);
  expect(Math.sqrt(squares - 1 / 6) / 255 / 0.03).toBeLessThan(1.06);
});
