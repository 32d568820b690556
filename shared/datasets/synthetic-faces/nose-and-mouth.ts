/** Nose and mouth. @module */
import type { Appearance } from "./appearance.js";
import type { Paint } from "./canvas.js";
import { bow, ellipse, stroke } from "./distances.js";
import type { Identity } from "./identity.js";

export function paintNose({ skinGrey, eyeY, noseLength, noseHalfWidth }: Identity): readonly Paint[] {
  const tipY = eyeY + noseLength;
  const flanks = [-1, 1].flatMap((sideways): Paint[] => [
    {
      distance: stroke(sideways * 0.05, eyeY + 0.02, sideways * noseHalfWidth, tipY, 0.012),
      grey: 0.72 * skinGrey,
      opacity: 0.5,
      softness: 0.035,
      depth: 0.85,
    },
    {
      distance: ellipse(sideways * 0.55 * noseHalfWidth, tipY + 0.025, 0.3 * noseHalfWidth, 0.018),
      grey: 0.28 * skinGrey,
      depth: 1,
    },
  ]);
  return [
    {
      distance: bow(0, tipY + 0.05, noseHalfWidth, -0.05, 0, 0.015),
      grey: 0.6 * skinGrey,
      opacity: 0.8,
      softness: 0.03,
      depth: 0.95,
    },
    ...flanks,
    {
      distance: stroke(0, eyeY + 0.04, 0, tipY - 0.02, 0.025),
      grey: Math.min(1, 1.16 * skinGrey),
      opacity: 0.7,
      softness: 0.035,
      depth: 1,
    },
  ];
}

export function paintMouth(identity: Identity, { smile, mouthOpening }: Appearance): readonly Paint[] {
  const { skinGrey, mouthY, mouthHalfWidth, lipRadius } = identity;
  const depth = 0.85;
  const halfWidth = mouthHalfWidth * (1 + 0.15 * smile);
  const sag = -smile * mouthHalfWidth * 0.6;
  const gap = 0.05 * mouthOpening;
  const lips = [-gap, gap].map((offset): Paint => ({
    distance: bow(0, mouthY + offset, halfWidth - lipRadius, sag, 0, lipRadius),
    grey: 0.68 * skinGrey,
    opacity: 0.85,
    depth,
  }));
  return [
    ...lips,
    { distance: bow(0, mouthY, halfWidth, sag, 0, 0.008 + gap), grey: 0.32 * skinGrey, depth },
    {
      distance: bow(0, mouthY + gap + lipRadius + 0.06, 0.08, 0.01, 0, 0.01),
      grey: 0.75 * skinGrey,
      opacity: 0.6,
      softness: 0.03,
      depth,
    },
  ];
}
