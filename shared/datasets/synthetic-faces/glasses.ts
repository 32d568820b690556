/** Glasses. @module */
import type { Paint } from "./canvas.js";
import { bow, ellipse, outlineOf, roundedBox, stroke } from "./distances.js";
import type { Identity } from "./identity.js";

const frame = { grey: 0.08, depth: 0.95 };
const frameRadius = 0.02;

export function paintGlasses({ glasses, eyeX, eyeY, headHalfWidth }: Identity): readonly Paint[] {
  if (glasses === "none") return [];
  const halfWidth = Math.min(0.17, eyeX - 0.03);
  const lenses = [-1, 1].flatMap((sideways): Paint[] => {
    const x = sideways * eyeX;
    const lens =
      glasses === "round"
        ? ellipse(x, eyeY + 0.01, halfWidth, halfWidth)
        : roundedBox(x, eyeY + 0.015, halfWidth + 0.01, 0.115, 0.035);
    const temple = stroke(x + sideways * halfWidth, eyeY - 0.03, sideways * (headHalfWidth + 0.01), eyeY - 0.05, 0.016);
    return [
      { distance: lens, grey: 0.95, opacity: 0.12, depth: frame.depth },
      { distance: outlineOf(lens, frameRadius), ...frame },
      { distance: temple, ...frame, depth: 0.5 },
    ];
  });
  return [...lenses, { distance: bow(0, eyeY - 0.04, Math.max(0.02, eyeX - halfWidth), 0.02, 0, 0.016), ...frame }];
}
