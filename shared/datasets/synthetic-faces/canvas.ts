/** A grey picture that is painted shape over shape, with soft edges. @module */
import type { Distance } from "./distances.js";

/** How the face stands in the picture, whose left and right, top and bottom edges are at -1 and 1. */
export interface View {
  /** where the middle of the face is */
  readonly shiftX: number;
  readonly shiftY: number;
  /** tangent of the angle it is rolled by, clockwise */
  readonly roll: number;
  readonly scale: number;
  /** how far a point of depth 1 moves to the right, and down, when the head is turned */
  readonly yaw: number;
  readonly pitch: number;
}

export interface Paint {
  readonly distance: Distance;
  /** in [0, 1], or what it is at a point of the face */
  readonly grey: number | ((x: number, y: number) => number);
  /** in [0, 1], default 1 */
  readonly opacity?: number;
  /** half width of the edge in units of the face, default half a pixel */
  readonly softness?: number;
  /** how far in front of the ears the shape is, 1 at the tip of a nose; default 0 */
  readonly depth?: number;
}

export class Canvas {
  /** [side · side], row by row */
  readonly pixels: Float64Array;
  readonly #xs: Float64Array;
  readonly #ys: Float64Array;
  readonly #view: View;
  readonly #halfPixel: number;

  /** A picture of `side` x `side` pixels, all of one grey. */
  constructor(side: number, view: View, grey: number) {
    const { shiftX, shiftY, roll, scale } = view;
    const cosine = 1 / Math.sqrt(1 + roll * roll);
    const sine = roll * cosine;
    this.pixels = new Float64Array(side * side).fill(grey);
    this.#xs = new Float64Array(side * side);
    this.#ys = new Float64Array(side * side);
    this.#view = view;
    this.#halfPixel = 1 / (side * scale);
    for (let i = 0; i < side * side; i++) {
      const x = ((2 * (i % side) + 1) / side - 1 - shiftX) / scale;
      const y = ((2 * Math.floor(i / side) + 1) / side - 1 - shiftY) / scale;
      this.#xs[i] = cosine * x + sine * y;
      this.#ys[i] = cosine * y - sine * x;
    }
  }

  paint({ distance, grey, opacity = 1, softness = this.#halfPixel, depth = 0 }: Paint): void {
    const edge = Math.max(softness, this.#halfPixel);
    const dx = depth * this.#view.yaw;
    const dy = depth * this.#view.pitch;
    for (let i = 0; i < this.pixels.length; i++) {
      const x = this.#xs[i] - dx;
      const y = this.#ys[i] - dy;
      const covered = opacity * smoothStep(0.5 - distance(x, y) / (2 * edge));
      if (covered === 0) continue;
      const painted = typeof grey === "number" ? grey : grey(x, y);
      this.pixels[i] += covered * (painted - this.pixels[i]);
    }
  }

  /** Multiplies every pixel by what `gain` is at its point of the face. */
  light(gain: (x: number, y: number) => number): void {
    for (let i = 0; i < this.pixels.length; i++) this.pixels[i] *= gain(this.#xs[i], this.#ys[i]);
  }
}

/** 0 below 0, 1 above 1, and smooth between them. */
function smoothStep(t: number): number {
  if (t <= 0) return 0;
  return t >= 1 ? 1 : t * t * (3 - 2 * t);
}
