/** What is made of repeated measurements. @module */

/** The middle one, or the mean of the middle two; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The exponent b of the power law y = a·x^b that fits best: least squares on the logarithms. */
export function powerLawExponent(points: readonly { readonly x: number; readonly y: number }[]): number {
  const xs = points.map(({ x }) => Math.log(x));
  const ys = points.map(({ y }) => Math.log(y));
  const [x0, y0] = [mean(xs), mean(ys)];
  const covariance = mean(xs.map((x, i) => (x - x0) * (ys[i] - y0)));
  return covariance / mean(xs.map((x) => (x - x0) ** 2));
}
