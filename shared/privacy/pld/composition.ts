/** The sum of many independent privacy losses, by the Fourier transform of their tilted distribution. @module */
import FFT from "fft.js";
import type { Repeated } from "./cumulant.js";
import type { DiscreteLoss } from "./discrete-loss.js";
import type { Window } from "./window.js";

/**
 * A sum of losses, each weighed by e^(θ·loss − K(θ)): around what decides δ it has all its digits, however small δ is.
 * The untilted mass of cell i is tilted[i] · e^(K − θ · loss_i).
 */
export interface ComposedLoss {
  readonly step: number;
  /** loss of the first cell, in steps */
  readonly first: number;
  /** [N] */
  readonly tilted: Float64Array;
  readonly tilt: number;
  /** K(θ) of the sum */
  readonly logTotal: number;
  /** mass of an infinite loss */
  readonly infinite: number;
}

/** @param size N, cells of the result, a power of 2; losses outside of them are counted N cells away, which the window keeps rare */
export function compose(parts: readonly Repeated<DiscreteLoss>[], window: Window, size: number): ComposedLoss {
  const [{ step }] = parts.map(({ part }) => part);
  const { tilt } = window;
  const fft = new FFT(size);
  const product = ones(size);
  let logTotal = 0;
  let logFinite = 0;
  for (const { part, count } of parts) {
    const { wrapped, total } = wrap(part, tilt, size);
    logTotal += count * total;
    logFinite += count * Math.log1p(-part.infinite);
    const spectrum = new Float64Array(2 * size);
    fft.realTransform(spectrum, wrapped);
    multiplyByPower(product, spectrum, count, size);
  }
  fft.completeSpectrum(product);
  const result = new Float64Array(2 * size);
  fft.inverseTransform(result, product);
  const first = Math.floor(window.low / step);
  const tilted = new Float64Array(size);
  for (let i = 0; i < size; i++) tilted[i] = Math.max(0, result[2 * modulo(first + i, size)]);
  return { step, first, tilted, tilt, logTotal, infinite: -Math.expm1(logFinite) };
}

/** The tilted masses, of total 1, at their losses modulo `size` steps, and the logarithm of what they were divided by. */
function wrap({ step, first, masses }: DiscreteLoss, tilt: number, size: number) {
  const exponents = masses.map((mass, i) => Math.log(mass) + tilt * step * (first + i));
  const largest = exponents.reduce((a, b) => Math.max(a, b), -Infinity);
  const wrapped = new Float64Array(size);
  let sum = 0;
  for (let i = 0; i < exponents.length; i++) {
    const weight = Math.exp(exponents[i] - largest);
    wrapped[modulo(first + i, size)] += weight;
    sum += weight;
  }
  for (let i = 0; i < size; i++) wrapped[i] /= sum;
  return { wrapped, total: largest + Math.log(sum) };
}

/** product *= spectrum^count, the first half of both. */
function multiplyByPower(product: Float64Array, spectrum: Float64Array, count: number, size: number): void {
  for (let i = 0; i <= size; i += 2) {
    const modulus = Math.hypot(spectrum[i], spectrum[i + 1]) ** count;
    const angle = Math.atan2(spectrum[i + 1], spectrum[i]) * count;
    const [re, im] = [modulus * Math.cos(angle), modulus * Math.sin(angle)];
    const [a, b] = [product[i], product[i + 1]];
    product[i] = a * re - b * im;
    product[i + 1] = a * im + b * re;
  }
}

function ones(size: number): Float64Array {
  const spectrum = new Float64Array(2 * size);
  for (let i = 0; i < spectrum.length; i += 2) spectrum[i] = 1;
  return spectrum;
}

const modulo = (value: number, size: number) => ((value % size) + size) % size;
