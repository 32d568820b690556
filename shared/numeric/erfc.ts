/** The complementary error function and its logarithm: rational approximations of Cody 1969. @module */

const erfTop = [
  0.185777706184603153, 3.1611237438705656, 113.864154151050156, 377.485237685302021, 3209.37758913846947,
];
const erfBottom = [1, 23.6012909523441209, 244.024637934444173, 1282.61652607737228, 2844.23683343917062];

const middleTop = [
  2.15311535474403846e-8, 0.564188496988670089, 8.88314979438837594, 66.1191906371416295, 298.635138197400131,
  881.95222124176909, 1712.04761263407058, 2051.07837782607147, 1230.33935479799725,
];
const middleBottom = [
  1, 15.7449261107098347, 117.693950891312499, 537.181101862009858, 1621.38957456669019, 3290.79923573345963,
  4362.61909014324716, 3439.36767414372164, 1230.33935480374942,
];

const farTop = [
  0.0163153871373020978, 0.305326634961232344, 0.360344899949804439, 0.125781726111229246, 0.0160837851487422766,
  0.000658749161529837803,
];
const farBottom = [
  1, 2.56852019228982242, 1.87295284992346725, 0.527905102951428412, 0.0605183413124413191, 0.00233520497626869185,
];

/** Σ c_i x^(n-i), highest power first. */
function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (const coefficient of coefficients) value = value * x + coefficient;
  return value;
}

/** erf(x) for |x| <= 0.46875. */
function smallErf(x: number): number {
  return (x * polynomial(erfTop, x * x)) / polynomial(erfBottom, x * x);
}

/** exp(x²) erfc(x) for x >= 0, about 16 digits. */
export function erfcx(x: number): number {
  if (x <= 0.46875) return Math.exp(x * x) * (1 - smallErf(x));
  if (x <= 4) return polynomial(middleTop, x) / polynomial(middleBottom, x);
  const y = 1 / (x * x);
  return (1 / Math.sqrt(Math.PI) - (y * polynomial(farTop, y)) / polynomial(farBottom, y)) / x;
}

/** erfc(x) = 1 - erf(x). */
export function erfc(x: number): number {
  if (Math.abs(x) <= 0.46875) return 1 - smallErf(x);
  return x < 0 ? 2 - erfc(-x) : Math.exp(-x * x) * erfcx(x);
}

/** log erfc(x), also where erfc(x) itself underflows. */
export function logErfc(x: number): number {
  return x < 0.46875 ? Math.log(erfc(x)) : Math.log(erfcx(x)) - x * x;
}
