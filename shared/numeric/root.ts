/** Roots of functions of one variable. @module */

/**
 * A root of a continuous `f` between `a` and `b`, where its signs differ, to about `tolerance`: Brent 1973, chapter 4.
 * @throws {RangeError} when f(a) and f(b) have the same sign
 */
export function findRoot(f: (x: number) => number, a: number, b: number, tolerance = 1e-14): number {
  let fa = f(a);
  let fb = f(b);
  if (!(fa * fb <= 0)) throw new RangeError(`f is ${fa} at ${a} and ${fb} at ${b}: no change of sign between them`);
  let [c, fc, step, previous] = [a, fa, b - a, b - a];
  for (let i = 0; i < 200; i++) {
    if (fb * fc > 0) [c, fc, step, previous] = [a, fa, b - a, b - a];
    if (Math.abs(fc) < Math.abs(fb)) [a, b, c, fa, fb, fc] = [b, c, b, fb, fc, fb];
    const precision = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2;
    const half = (c - b) / 2;
    if (Math.abs(half) <= precision || fb === 0) return b;
    const proposal = interpolation(a, b, c, fa, fb, fc);
    const accepted =
      Math.abs(previous) >= precision &&
      Math.abs(proposal) < Math.min(Math.abs(1.5 * half) - precision / 2, Math.abs(previous / 2)) &&
      proposal * half > 0;
    [previous, step] = accepted ? [step, proposal] : [half, half];
    [a, fa] = [b, fb];
    b += Math.abs(step) > precision ? step : Math.sign(half) * precision;
    fb = f(b);
  }
  return b;
}

/** Step from b to the root of the inverse parabola through three points, or of the line through two. */
function interpolation(a: number, b: number, c: number, fa: number, fb: number, fc: number): number {
  if (a === c) return (fb * (c - b)) / (fb - fc);
  const [r, s, t] = [fb / fc, fb / fa, fa / fc];
  const p = s * (t * (r - t) * (c - b) - (1 - r) * (b - a));
  return p / ((t - 1) * (r - 1) * (s - 1));
}
