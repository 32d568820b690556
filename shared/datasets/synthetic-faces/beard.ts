/** Beards. @module */
import type { Paint } from "./canvas.js";
import { bow, difference, ellipse, intersection } from "./distances.js";
import type { Distance } from "./distances.js";
import { head } from "./head.js";
import type { Identity } from "./identity.js";

export function paintBeard(identity: Identity): readonly Paint[] {
  const { beard, skinGrey, hairGrey, mouthY, mouthHalfWidth, chinY } = identity;
  const grey = Math.min(hairGrey + 0.05, 0.9);
  const moustache = bow(0, mouthY - 0.115, mouthHalfWidth, 0.05, 0, 0.038);
  switch (beard) {
    case "none":
      return [];
    case "moustache":
      return [{ distance: moustache, grey, depth: 0.9 }];
    case "goatee": {
      const tuft = intersection(head(identity), ellipse(0, chinY - 0.06, 0.17, 0.18));
      return [tuft, moustache].map((distance): Paint => ({ distance, grey, softness: 0.03, depth: 0.8 }));
    }
    case "stubble":
      return [
        { distance: lowerFace(identity), grey: 0.55 * skinGrey, opacity: 0.75, softness: 0.07, depth: 0.3 },
        { distance: moustache, grey: 0.55 * skinGrey, opacity: 0.6, softness: 0.05, depth: 0.8 },
      ];
    case "full":
      return [
        { distance: lowerFace(identity), grey, softness: 0.04, depth: 0.2 },
        { distance: moustache, grey, softness: 0.03, depth: 0.8 },
      ];
  }
}

/** Jaw, chin and cheeks up to the ears. */
function lowerFace(identity: Identity): Distance {
  const { headHalfWidth, mouthY } = identity;
  const bare = ellipse(0, mouthY - 0.28, headHalfWidth * 0.82, 0.36);
  const above: Distance = (_, y) => y - 0.1;
  return difference(difference(head(identity), bare), above);
}
