/** Hair that grows in front of the head. @module */
import type { Paint } from "./canvas.js";
import { difference, ellipse, grown, intersection, stroke, union } from "./distances.js";
import type { Distance } from "./distances.js";
import { cranium, head } from "./head.js";
import type { Identity } from "./identity.js";

export function paintHairInFront(identity: Identity): readonly Paint[] {
  const { hairStyle, hairGrey, parting } = identity;
  const distance = inFront(identity);
  if (distance === undefined) return [];
  const shine: Paint = {
    distance: intersection(distance, ellipse(-0.1 * parting, -0.55, 0.25, 0.05)),
    grey: Math.min(1, hairGrey + 0.14),
    opacity: 0.7,
    softness: 0.07,
  };
  return [{ distance, grey: hairGrey, softness: hairStyle === "curly" ? 0.04 : 0.02, depth: 0.15 }, shine];
}

function inFront(identity: Identity): Distance | undefined {
  const { hairStyle, hairVolume, hairlineY, parting, headHalfWidth } = identity;
  /** Upper head grown by `volume`, above the hairline. */
  const scalp = (volume: number, lineY: (x: number) => number): Distance =>
    // slanting lines are nearer than they are below: 0.7 is about right for the edge's softness
    intersection(grown(cranium(identity), volume), (x, y) => 0.7 * (y - lineY(x)));
  switch (hairStyle) {
    case "bald":
      return undefined;
    case "cropped":
      return scalp(0.025, (x) => hairlineY + 1.3 * x * x * x * x);
    case "receding":
      return scalp(0.3 * hairVolume, (x) => hairlineY - 0.22 + 2.1 * x * x);
    case "parted": {
      const slopeY = (x: number) => Math.max(0.45 * parting * x, -0.5 * parting * x - 0.1);
      return scalp(hairVolume, (x) => hairlineY - 0.06 + slopeY(x) + 0.7 * x * x);
    }
    case "fringe":
      return scalp(hairVolume, (x) => hairlineY + 0.18 + 1.1 * x * x * x * x);
    case "quiff": {
      const tuft = ellipse(0.08 * parting, -0.68, 0.62 * headHalfWidth, 0.16 + hairVolume);
      return union(
        scalp(0.5 * hairVolume, (x) => hairlineY + 1.3 * x * x),
        tuft,
      );
    }
    case "curly":
      return scalp(hairVolume, (x) => hairlineY + 0.04 + 0.9 * x * x);
    case "bob":
    case "long": {
      const slopeY = (x: number) => Math.max(0.5 * parting * x, -0.7 * parting * x);
      return union(
        scalp(hairVolume, (x) => hairlineY - 0.06 + slopeY(x)),
        curtain(identity, hairStyle === "bob" ? 0.45 : 0.95),
      );
    }
    case "bun":
      return scalp(0.04, (x) => hairlineY + 0.9 * x * x);
  }
}

/** Hair on either side of the face, from the top of it down to `endY`. */
function curtain(identity: Identity, endY: number): Distance {
  const { headHalfWidth } = identity;
  const locks = [-1, 1].map((sideways) =>
    stroke(sideways * (headHalfWidth + 0.03), -0.2, sideways * (headHalfWidth + 0.05), endY, 0.08),
  );
  const forehead: Distance = (_, y) => y + 0.05;
  const besideTheFace = difference(grown(head(identity), 0.02), ellipse(0, 0.18, 0.84 * headHalfWidth, 0.66));
  return union(...locks, intersection(besideTheFace, forehead));
}
