/** What stays the same in all pictures of one synthetic person. @module */
import type { RngStream } from "../../random/rng-stream.js";
import { between, oneOf } from "./draws.js";

const hairStyles = ["bald", "cropped", "receding", "parted", "fringe", "quiff", "curly", "bob", "long", "bun"] as const;
const glassesStyles = ["none", "none", "none", "round", "square"] as const;
const beardStyles = ["none", "none", "none", "moustache", "goatee", "stubble", "full"] as const;

/** Lengths are in units of the face: the picture is 2 wide. Greys are in [0, 1]. */
export interface Identity {
  readonly skinGrey: number;
  readonly hairGrey: number;
  readonly irisGrey: number;
  readonly headHalfWidth: number;
  /** half width of the jaw as a fraction of that of the head */
  readonly jawFraction: number;
  readonly chinY: number;
  readonly hairStyle: (typeof hairStyles)[number];
  /** how far the hair stands off the head */
  readonly hairVolume: number;
  readonly hairlineY: number;
  /** 1 where the hair is parted on the right of the picture, -1 on the left */
  readonly parting: 1 | -1;
  /** half the distance of the pupils */
  readonly eyeX: number;
  readonly eyeY: number;
  readonly eyeHalfWidth: number;
  readonly eyeHalfHeight: number;
  readonly browGap: number;
  readonly browRadius: number;
  /** how much lower the inner ends of the brows are; negative: the outer ends */
  readonly browTilt: number;
  readonly browSag: number;
  readonly noseLength: number;
  readonly noseHalfWidth: number;
  readonly mouthY: number;
  readonly mouthHalfWidth: number;
  readonly lipRadius: number;
  readonly glasses: (typeof glassesStyles)[number];
  readonly beard: (typeof beardStyles)[number];
  readonly earHalfHeight: number;
}

const candidatesEach = 12;

/**
 * `people` different persons. Each is the one of a dozen draws that is least like those before it (Mitchell 1991, best
 * candidates), so that few look alike, and the first ones are the same however many there are.
 */
export function drawPeople(people: number, rng: RngStream): readonly Identity[] {
  const drawn: Identity[] = [];
  for (let person = 0; person < people; person++) {
    const stream = rng.fork("person", person);
    const candidates = Array.from({ length: candidatesEach }, () => drawIdentity(stream));
    const nearest = candidates.map((candidate) => Math.min(...drawn.map((other) => unlikeness(candidate, other))));
    drawn.push(candidates[nearest.indexOf(Math.max(...nearest))]);
  }
  return drawn;
}

function drawIdentity(rng: RngStream): Identity {
  const skinGrey = between(rng, 0.46, 0.8);
  return {
    skinGrey,
    hairGrey: oneOf(rng, [between(rng, 0.03, 0.2), between(rng, 0.15, 0.5), between(rng, 0.6, 0.95)]),
    irisGrey: between(rng, 0.02, 0.35),
    headHalfWidth: between(rng, 0.46, 0.62),
    jawFraction: between(rng, 0.68, 0.97),
    chinY: between(rng, 0.68, 0.88),
    hairStyle: oneOf(rng, hairStyles),
    hairVolume: between(rng, 0.04, 0.12),
    hairlineY: between(rng, -0.5, -0.36),
    parting: oneOf(rng, [1, -1] as const),
    eyeX: between(rng, 0.19, 0.28),
    eyeY: between(rng, -0.1, 0.02),
    eyeHalfWidth: between(rng, 0.085, 0.135),
    eyeHalfHeight: between(rng, 0.04, 0.085),
    browGap: between(rng, 0.11, 0.18),
    browRadius: between(rng, 0.014, 0.045),
    browTilt: between(rng, -0.04, 0.05),
    browSag: between(rng, 0.0, 0.06),
    noseLength: between(rng, 0.22, 0.34),
    noseHalfWidth: between(rng, 0.06, 0.13),
    mouthY: between(rng, 0.4, 0.5),
    mouthHalfWidth: between(rng, 0.13, 0.25),
    lipRadius: between(rng, 0.02, 0.05),
    glasses: oneOf(rng, glassesStyles),
    beard: oneOf(rng, beardStyles),
    earHalfHeight: between(rng, 0.09, 0.17),
  };
}

/** How different two persons look: what is seen first counts most. */
function unlikeness(a: Identity, b: Identity): number {
  const differs = (trait: keyof Identity) => (a[trait] === b[trait] ? 0 : 1);
  const apart = (trait: "skinGrey" | "hairGrey" | "headHalfWidth" | "eyeX" | "mouthHalfWidth" | "browRadius") =>
    Math.abs(a[trait] - b[trait]) / (a[trait] + b[trait]);
  return (
    differs("hairStyle") +
    0.6 * differs("glasses") +
    0.6 * differs("beard") +
    2 * apart("skinGrey") +
    apart("hairGrey") +
    2 * apart("headHalfWidth") +
    apart("eyeX") +
    apart("mouthHalfWidth") +
    0.5 * apart("browRadius")
  );
}
