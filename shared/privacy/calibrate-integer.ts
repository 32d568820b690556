/** The last integer on one side of a sign change, in few evaluations. @module */

interface Point {
  readonly value: number;
  readonly excess: number;
}

/**
 * The integer nearest to `missing` whose excess is 0 or less: by the secant method in logarithms of the integer, and by
 * bisection whenever three evaluations have not halved the gap.
 * @param excess monotone between the ends, of an integer
 * @param meeting excess 0 or less
 * @param missing excess above 0
 */
export function lastInteger(excess: (value: number) => number, meeting: Point, missing: Point): number {
  const isRising = missing.value > meeting.value;
  let [before, last] = [meeting, missing];
  const gaps: number[] = [];
  const gap = (): number => Math.abs(missing.value - meeting.value);
  for (let i = 0; gap() > 1; i++) {
    gaps.push(gap());
    const isSlow = gaps[i] > gaps[i - 3] / 2;
    if (isSlow) gaps.fill(Infinity);
    const [low, high] = isRising ? [meeting.value, missing.value] : [missing.value, meeting.value];
    const inside = (value: number): boolean => value > low && value < high;
    const bySecant = crossing(before, last);
    const expected = isSlow
      ? Math.sqrt(Math.max(low, 1) * high)
      : inside(bySecant)
        ? bySecant
        : crossing(meeting, missing);
    // rather just inside than just outside
    const rounded = isRising ? Math.floor(expected) : Math.ceil(expected);
    const value = Math.max(low + 1, Math.min(high - 1, rounded));
    [before, last] = [last, { value, excess: excess(value) }];
    if (last.excess <= 0) meeting = last;
    else missing = last;
  }
  return meeting.value;
}

/** Where the line through both points, in the logarithm of the value, is 0. */
function crossing(a: Point, b: Point): number {
  const [from, to] = [a, b].map(({ value }) => Math.log(Math.max(value, 0.5)));
  return Math.exp(from - (a.excess / (b.excess - a.excess)) * (to - from));
}
