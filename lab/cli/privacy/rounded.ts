/** Numbers that stay true when they are rounded. @module */

const DIGITS = 6;

/** Relative: what a sum of floating-point numbers may be off by is no reason for another digit. */
const SLACK = 1e-12;

/**
 * Six significant digits, rounded up, down or to the nearest; "∞" for infinity.
 * @param value in [0, ∞]
 */
export function rounded(value: number, way: "up" | "down" | "near"): string {
  if (value === Infinity) return "∞";
  if (value === 0) return "0";
  const near = Number(value.toPrecision(DIGITS));
  const slack = SLACK * value;
  const isTrue = way === "near" || (way === "up" ? near >= value - slack : near <= value + slack);
  const [digits, exponent] = near.toExponential(DIGITS - 1).split("e");
  // the last of the digits, one more or less
  const step = isTrue ? 0 : way === "up" ? 1 : -1;
  const moved = (Number(digits.replace(".", "")) + step) / 10 ** (DIGITS - 1);
  return shown(Number(`${moved}e${exponent}`));
}

function shown(value: number): string {
  if (value < 1e-4 || value >= 1e9) return value.toExponential().replace("e+", "e");
  return String(value);
}

/** All digits of a number that was given, such as 1e-5 or 0.01. */
export const inFull = (value: number): string => (value < 1e-3 && value > 0 ? value.toExponential() : String(value));
