/** Hair that hangs or stands behind the head. @module */
import type { Paint } from "./canvas.js";
import { ellipse, roundedBox, union } from "./distances.js";
import type { Distance } from "./distances.js";
import type { Identity } from "./identity.js";

export function paintHairBehind(identity: Identity): readonly Paint[] {
  const distance = behind(identity);
  return distance === undefined ? [] : [{ distance, grey: 0.8 * identity.hairGrey, softness: 0.02, depth: -0.4 }];
}

function behind({ hairStyle, headHalfWidth, hairVolume }: Identity): Distance | undefined {
  const halfWidth = headHalfWidth + hairVolume + 0.06;
  switch (hairStyle) {
    case "long":
      return union(ellipse(0, -0.1, halfWidth, 0.68), roundedBox(0, 0.5, halfWidth + 0.04, 0.62, 0.2));
    case "bob":
      return union(ellipse(0, -0.1, halfWidth, 0.66), roundedBox(0, 0.15, halfWidth + 0.04, 0.42, 0.15));
    case "bun":
      return ellipse(0, -0.8, 0.22, 0.2);
    case "curly":
      return curls(headHalfWidth, hairVolume);
    default:
      return undefined;
  }
}

/** A wreath of balls around the upper head. */
function curls(headHalfWidth: number, hairVolume: number): Distance {
  const radius = 0.16 + hairVolume;
  const balls = [-1.4, -0.75, -0.36, 0, 0.36, 0.75, 1.4].map((halfTangent) => {
    // sine and cosine by the tangent of half the angle from the top: the same bits everywhere
    const square = halfTangent * halfTangent;
    const sine = (2 * halfTangent) / (1 + square);
    const cosine = (1 - square) / (1 + square);
    return ellipse(sine * (headHalfWidth + 0.02), -0.14 - 0.56 * cosine, radius, radius);
  });
  return union(...balls);
}
