/** Eyes and brows. @module */
import type { Appearance } from "./appearance.js";
import type { Paint } from "./canvas.js";
import { bow, ellipse, intersection } from "./distances.js";
import type { Identity } from "./identity.js";

const depth = 0.75;

export function paintEyes(identity: Identity, appearance: Appearance): readonly Paint[] {
  return [-1, 1].flatMap((sideways) => [
    ...eye(identity, appearance, sideways),
    brow(identity, appearance.browRaise, sideways),
  ]);
}

function eye(identity: Identity, { eyeOpening, gaze }: Appearance, sideways: number): readonly Paint[] {
  const { skinGrey, irisGrey, eyeX, eyeY, eyeHalfWidth, eyeHalfHeight } = identity;
  const x = sideways * eyeX;
  const halfHeight = eyeHalfHeight * eyeOpening;
  const opening = ellipse(x, eyeY, eyeHalfWidth, halfHeight);
  const iris = ellipse(x + 0.6 * gaze * eyeHalfWidth, eyeY, 0.055, 0.055);
  const lid = bow(x, eyeY - halfHeight, eyeHalfWidth, 0.8 * halfHeight, 0, 0.016);
  return [
    {
      distance: ellipse(x, eyeY, eyeHalfWidth + 0.03, eyeHalfHeight + 0.05),
      grey: 0.74 * skinGrey,
      opacity: 0.7,
      softness: 0.06,
      depth,
    },
    { distance: opening, grey: Math.min(1, 0.55 + 0.45 * skinGrey), depth },
    { distance: intersection(opening, iris), grey: irisGrey, depth },
    { distance: lid, grey: 0.3 * skinGrey, depth },
  ];
}

function brow(identity: Identity, raise: number, sideways: number): Paint {
  const { skinGrey, hairGrey, eyeX, eyeY, eyeHalfWidth, eyeHalfHeight, browGap, browRadius, browTilt } = identity;
  const y = eyeY - 0.4 * eyeHalfHeight - browGap - raise;
  return {
    distance: bow(sideways * eyeX, y, eyeHalfWidth + 0.03, identity.browSag, -sideways * browTilt, browRadius),
    grey: 0.75 * hairGrey + 0.25 * Math.min(skinGrey, hairGrey + 0.2),
    opacity: 0.9,
    depth,
  };
}
