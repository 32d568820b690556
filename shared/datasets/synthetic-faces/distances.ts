/**
 * Signed distances of flat shapes, negative inside: Quilez, "2D distance functions",
 * https://iquilezles.org/articles/distfunctions2d/. Only the four operations and square roots, which are the same to
 * the last bit on every machine.
 * @module
 */

/** Distance of the point (x, y) from an outline; y grows downwards. */
export type Distance = (x: number, y: number) => number;

/** An ellipse of half axes rx, ry > 0; exact on the outline, approximate away from it. */
export function ellipse(cx: number, cy: number, rx: number, ry: number): Distance {
  return (x, y) => {
    const u = (x - cx) / rx;
    const v = (y - cy) / ry;
    const nearness = Math.sqrt(u * u + v * v);
    const slope = Math.sqrt((u / rx) * (u / rx) + (v / ry) * (v / ry));
    return slope === 0 ? -Math.min(rx, ry) : (nearness * (nearness - 1)) / slope;
  };
}

/** A box of half sides rx, ry with corners rounded by `radius`, at most the smaller of both. */
export function roundedBox(cx: number, cy: number, rx: number, ry: number, radius: number): Distance {
  return (x, y) => {
    const u = Math.abs(x - cx) - rx + radius;
    const v = Math.abs(y - cy) - ry + radius;
    const outU = Math.max(u, 0);
    const outV = Math.max(v, 0);
    return Math.min(Math.max(u, v), 0) + Math.sqrt(outU * outU + outV * outV) - radius;
  };
}

/** A stroke of half width `radius` from (ax, ay) to (bx, by). */
export function stroke(ax: number, ay: number, bx: number, by: number, radius: number): Distance {
  const dx = bx - ax;
  const dy = by - ay;
  return (x, y) => {
    const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
    const clamped = Math.min(1, Math.max(0, along));
    const u = x - ax - clamped * dx;
    const v = y - ay - clamped * dy;
    return Math.sqrt(u * u + v * v) - radius;
  };
}

/**
 * A stroke of half width `radius` along a flat parabola: `halfWidth` to either side of (cx, cy), its ends `sag` lower
 * than its middle and its right end `tilt` lower than its middle. Approximate: distances are taken upright.
 */
export function bow(cx: number, cy: number, halfWidth: number, sag: number, tilt: number, radius: number): Distance {
  return (x, y) => {
    const u = Math.min(1, Math.max(-1, (x - cx) / halfWidth));
    const dx = x - cx - u * halfWidth;
    const dy = y - cy - sag * u * u - tilt * u;
    const slope = (2 * sag * u + tilt) / halfWidth;
    return Math.sqrt(dx * dx + (dy * dy) / (1 + slope * slope)) - radius;
  };
}

export const union =
  (...shapes: readonly Distance[]): Distance =>
  (x, y) =>
    shapes.reduce((nearest, shape) => Math.min(nearest, shape(x, y)), Infinity);

export const intersection =
  (a: Distance, b: Distance): Distance =>
  (x, y) =>
    Math.max(a(x, y), b(x, y));

/** What of `a` lies outside `b`. */
export const difference =
  (a: Distance, b: Distance): Distance =>
  (x, y) =>
    Math.max(a(x, y), -b(x, y));

/** The outline of `a` moved outwards. */
export const grown =
  (a: Distance, by: number): Distance =>
  (x, y) =>
    a(x, y) - by;

/** The outline itself, a line of half width `radius`. */
export const outlineOf =
  (a: Distance, radius: number): Distance =>
  (x, y) =>
    Math.abs(a(x, y)) - radius;

/** Both, with the notch between them filled over a length of `blend`: the quadratic smooth minimum. */
export const blended =
  (a: Distance, b: Distance, blend: number): Distance =>
  (x, y) => {
    const first = a(x, y);
    const second = b(x, y);
    const notch = Math.max(blend - Math.abs(first - second), 0) / blend;
    return Math.min(first, second) - (notch * notch * blend) / 4;
  };
