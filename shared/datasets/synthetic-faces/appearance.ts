/** What differs between the pictures of one person: pose, expression, light, noise. @module */
import type { RngStream } from "../../random/rng-stream.js";
import type { View } from "./canvas.js";
import { between } from "./draws.js";

export interface Appearance {
  readonly view: View;
  /** how much higher the corners of the mouth are than its middle, as a fraction of its half width */
  readonly smile: number;
  /** in [0, 1]: 0 is a closed mouth */
  readonly mouthOpening: number;
  /** how much higher the brows are */
  readonly browRaise: number;
  /** factor of the eyes' height */
  readonly eyeOpening: number;
  /** how far the pupils are from the middle, as a fraction of the eye's half width */
  readonly gaze: number;
  /** how much brighter the picture is at the right edge, and at the bottom, than in the middle, as a fraction */
  readonly lightX: number;
  readonly lightY: number;
  /** factor of all greys */
  readonly exposure: number;
  readonly backgroundGrey: number;
  readonly clothesGrey: number;
  /** of each pixel, in [0, 1] as the greys */
  readonly noiseStddev: number;
}

/** @param variation in [0, 1]: 0 draws the same appearance every time */
export function drawAppearance(variation: number, rng: RngStream): Appearance {
  const around = (middle: number, reach: number) => middle + variation * between(rng, -reach, reach);
  return {
    view: {
      shiftX: around(0, 0.1),
      shiftY: around(0.02, 0.08),
      roll: around(0, 0.24),
      scale: around(1.08, 0.1),
      yaw: around(0, 0.16),
      pitch: around(0, 0.09),
    },
    smile: around(0.12, 0.4),
    mouthOpening: Math.max(0, around(0, 1)),
    browRaise: around(0, 0.05),
    eyeOpening: around(0.95, 0.35),
    gaze: around(0, 0.5),
    lightX: around(0, 0.4),
    lightY: around(-0.08, 0.2),
    exposure: around(1, 0.16),
    backgroundGrey: around(0.28, 0.2),
    clothesGrey: around(0.4, 0.6),
    noiseStddev: 0.04 * variation,
  };
}
