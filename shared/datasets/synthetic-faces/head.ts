/** Head, ears, neck and clothes. @module */
import type { Appearance } from "./appearance.js";
import type { Paint } from "./canvas.js";
import { blended, bow, ellipse, stroke } from "./distances.js";
import type { Distance } from "./distances.js";
import type { Identity } from "./identity.js";

/** Top of every bare head. */
const crownY = -0.66;

/** Outline of the upper head. */
export function cranium({ headHalfWidth }: Identity): Distance {
  return ellipse(0, crownY + 0.56, headHalfWidth, 0.56);
}

/** Outline of the head without ears and hair. */
export function head(identity: Identity): Distance {
  const { headHalfWidth, jawFraction, chinY } = identity;
  const jaw = ellipse(0, chinY - 0.44, headHalfWidth * jawFraction, 0.44);
  return blended(cranium(identity), jaw, 0.2);
}

export function paintHead(identity: Identity, { clothesGrey }: Appearance): readonly Paint[] {
  const { skinGrey, headHalfWidth, chinY, earHalfHeight } = identity;
  const neck = headHalfWidth * 0.5;
  const ears = [-1, 1].flatMap((sideways): Paint[] => [
    { distance: ellipse(sideways * headHalfWidth, 0.02, 0.075, earHalfHeight), grey: 0.92 * skinGrey },
    {
      distance: ellipse(sideways * (headHalfWidth + 0.02), 0.02, 0.03, 0.6 * earHalfHeight),
      grey: 0.7 * skinGrey,
      softness: 0.03,
    },
  ]);
  return [
    { distance: ellipse(0, 1.42, 1, 0.55), grey: clothesGrey, depth: -0.2 },
    { distance: stroke(0, 0.5, 0, 0.95, neck), grey: 0.82 * skinGrey, depth: -0.1 },
    { distance: bow(0, chinY + 0.06, neck, -0.12, 0, 0.05), grey: 0.5 * skinGrey, opacity: 0.7, softness: 0.08 },
    ...ears,
    { distance: head(identity), grey: (x, y) => skinGrey * roundness(x / headHalfWidth, y / 0.8) },
    ...[-1, 1].map((sideways) => cheek(identity, sideways)),
  ];
}

/** Darker where the skin turns away. */
const roundness = (u: number, v: number): number => 1.06 - 0.2 * u * u * u * u - 0.1 * v * v;

function cheek({ skinGrey, headHalfWidth, mouthY }: Identity, sideways: number): Paint {
  return {
    distance: ellipse(sideways * headHalfWidth * 0.55, mouthY - 0.22, 0.1, 0.08),
    grey: 1.1 * skinGrey,
    opacity: 0.5,
    softness: 0.1,
    depth: 0.6,
  };
}
