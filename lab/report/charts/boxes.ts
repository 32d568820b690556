/** Rectangles and lines between points, in pixels. @module */

export type Place = readonly [x: number, y: number];

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Around a point. */
export const boxAround = ([x, y]: Place, width: number, height: number): Box => ({
  ...{ left: x - width / 2, top: y - height / 2, width, height },
});

/** Whether two boxes share more than an edge, or are less than `air` apart. */
export function overlap(a: Box, b: Box, air = 0): boolean {
  const across = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const down = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return across > -air && down > -air;
}

export function contains(outer: Box, inner: Box): boolean {
  return (
    inner.left >= outer.left &&
    inner.top >= outer.top &&
    inner.left + inner.width <= outer.left + outer.width &&
    inner.top + inner.height <= outer.top + outer.height
  );
}

/** The point of the box that is nearest to `place`, which may be `place` itself. */
export function nearestIn({ left, top, width, height }: Box, [x, y]: Place): Place {
  return [Math.min(left + width, Math.max(left, x)), Math.min(top + height, Math.max(top, y))];
}

export const distance = (a: Place, b: Place): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

export type Line = readonly [from: Place, to: Place];

/** Twice the area of a triangle, with the sign of its turn. */
const turn = ([ax, ay]: Place, [bx, by]: Place, [cx, cy]: Place): number =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

/** Whether two lines cross; those that only touch do not. */
export function cross([a, b]: Line, [c, d]: Line): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/** Whether a line runs through a box; one that ends in it does too. */
export function runsThrough([[x1, y1], [x2, y2]]: Line, { left, top, width, height }: Box): boolean {
  if (Math.max(x1, x2) <= left || Math.min(x1, x2) >= left + width) return false;
  if (Math.max(y1, y2) <= top || Math.min(y1, y2) >= top + height) return false;
  // not all of its corners on one side of the line
  const [across, down] = [x2 - x1, y2 - y1];
  const middle = across * (top + height / 2 - y1) - down * (left + width / 2 - x1);
  return Math.abs(middle) < (Math.abs(across) * height + Math.abs(down) * width) / 2;
}
