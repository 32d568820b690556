/** What is measured: images that are said to show a class, and the real images that they are held against. @module */
import { exampleSize } from "../../../shared/metrics/pairs.js";
import type { Judgement } from "../../judge/judging.js";
import { nearest, type Nearest } from "./nearest.js";

/** Images and what the judge makes of them. */
export interface JudgedImages extends Judgement {
  /** [m, ...shape], flat, in [0, 1] */
  readonly images: Float32Array;
  /** m */
  readonly count: number;
}

/** Real images of the class. */
export interface ClassReferences {
  readonly targetClass: number;
  /** shape of one image */
  readonly shape: readonly number[];
  /** [v], of those that others than the adversary trained on; v at least 1 */
  readonly victims: JudgedImages;
  /** [h], of those that nobody trained on; h may be 0 */
  readonly heldOut: JudgedImages;
}

/** Images of one origin, the attack's or a control's, beside those of the class that look most like them. */
export interface Sample extends JudgedImages {
  /** for each image the nearest of all victims' */
  readonly nearVictims: Nearest;
  /** for each image the nearest of as many images of the victims and of nobody as there are of both; absent without any */
  readonly even: { readonly victims: Nearest; readonly heldOut: Nearest } | undefined;
}

/** Of the victims' images, those whose SSIM is tried, the nearest: a copy is among them, and SSIM is slow. */
export const shortlist = 2;

/** Neighbours are looked for once they are asked for, which takes longer than all else. */
export function locate(judged: JudgedImages, { shape, victims, heldOut }: ClassReferences): Sample {
  const size = exampleSize(shape);
  const both = Math.min(victims.count, heldOut.count);
  const among = ({ images }: JudgedImages, count: number, k: number): Nearest =>
    nearest(judged.images, images.subarray(0, count * size), size, k);
  let nearVictims: Nearest | undefined;
  let even: Sample["even"];
  return {
    ...judged,
    get nearVictims() {
      return (nearVictims ??= among(victims, victims.count, Math.min(shortlist, victims.count)));
    },
    get even() {
      if (both === 0) return undefined;
      return (even ??= {
        victims: victims.count === both ? this.nearVictims : among(victims, both, 1),
        heldOut: among(heldOut, both, 1),
      });
    },
  };
}
