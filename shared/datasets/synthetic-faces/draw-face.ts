/** One picture of one synthetic person. @module */
import type { RngStream } from "../../random/rng-stream.js";
import type { Appearance } from "./appearance.js";
import { paintBeard } from "./beard.js";
import { Canvas } from "./canvas.js";
import { paintEyes } from "./eyes.js";
import { paintGlasses } from "./glasses.js";
import { paintHairBehind } from "./hair-behind.js";
import { paintHairInFront } from "./hair-in-front.js";
import { paintHead } from "./head.js";
import type { Identity } from "./identity.js";
import { paintMouth, paintNose } from "./nose-and-mouth.js";

/** The picture, [side · side] bytes row by row, 0 black and 255 white; `rng` is for its noise. */
export function drawFace(identity: Identity, appearance: Appearance, side: number, rng: RngStream): Uint8Array {
  const { view, backgroundGrey, lightX, lightY, exposure, noiseStddev } = appearance;
  const canvas = new Canvas(side, view, backgroundGrey);
  const paints = [
    ...paintHairBehind(identity),
    ...paintHead(identity, appearance),
    ...paintBeard(identity),
    ...paintNose(identity),
    ...paintMouth(identity, appearance),
    ...paintEyes(identity, appearance),
    ...paintHairInFront(identity),
    ...paintGlasses(identity),
  ];
  for (const paint of paints) canvas.paint(paint);
  canvas.light((x, y) => exposure * (1 + lightX * x + lightY * y));
  return Uint8Array.from(canvas.pixels, (grey) => {
    const noisy = grey + noiseStddev * rng.gaussian();
    return Math.round(255 * Math.min(1, Math.max(0, noisy)));
  });
}
