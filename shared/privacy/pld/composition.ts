/** The sum of many independent privacy losses, by the Fourier transform of their tilted distribution. @module */
import FFT from "fft.js";
import type { Repeated } from "./cumulant.js";
import type { TiltedLoss } from "./tilted-loss.js";
import type { Window } from "./window.js";

/**
 * @param parts all of one step and of the window's tilt
 * @param size N, cells of the result, a power of 2; losses outside of them are counted N cells away, which the window keeps rare
 */
export function compose(parts: readonly Repeated<TiltedLoss>[], window: Window, size: number): TiltedLoss {
  const [{ step }] = parts.map(({ part }) => part);
  const fft = transformOf(size);
  const product = ones(size);
  let logTotal = 0;
  let logFinite = 0;
  for (const { part, count } of parts) {
    logTotal += count * part.logTotal;
    logFinite += count * Math.log1p(-part.infinite);
    const spectrum = new Float64Array(2 * size);
    fft.realTransform(spectrum, wrap(part, size));
    multiplyByPower(product, spectrum, count, size);
  }
  const sums = inverse(fft, product, size);
  const first = Math.floor(window.low / step);
  const tilted = new Float64Array(size);
  // rounding errors may be negative
  for (let i = 0; i < size; i++) tilted[i] = Math.max(0, sums[modulo(first + i, size)]);
  return { step, first, tilted, tilt: window.tilt, logTotal, infinite: -Math.expm1(logFinite) };
}

/**
 * The real numbers of that spectrum (its first half), at the cost of a real transform: that of the real parts plus the
 * imaginary ones has them as its own real parts plus imaginary ones (Hartley 1942).
 */
function inverse(fft: FFT, spectrum: Float64Array, size: number): Float64Array {
  const half = size / 2;
  const mixed = new Float64Array(size);
  const transformed = new Float64Array(2 * size);
  for (let k = 0; k <= half; k++) {
    const [re, im] = [spectrum[2 * k], spectrum[2 * k + 1]];
    mixed[(size - k) % size] = re - im;
    mixed[k] = re + im;
  }
  fft.realTransform(transformed, mixed);
  const result = new Float64Array(size);
  for (let n = 0; n <= half; n++) {
    const [re, im] = [transformed[2 * n], transformed[2 * n + 1]];
    result[(size - n) % size] = (re - im) / size;
    result[n] = (re + im) / size;
  }
  return result;
}

/** The weights at their losses modulo `size` steps. */
function wrap({ first, tilted }: TiltedLoss, size: number): Float64Array {
  const wrapped = new Float64Array(size);
  for (let i = 0, at = modulo(first, size); i < tilted.length; i++) {
    wrapped[at] += tilted[i];
    if (++at === size) at = 0;
  }
  return wrapped;
}

/** log of a modulus that is taken for 0, far below the rounding errors of the transform */
const NOTHING = -80;

/** product *= spectrum^count, the first half of both. */
function multiplyByPower(product: Float64Array, spectrum: Float64Array, count: number, size: number): void {
  const least = Math.exp((2 * NOTHING) / count);
  for (let i = 0; i <= size; i += 2) {
    let [x, y] = [spectrum[i], spectrum[i + 1]];
    let [re, im] = [product[i], product[i + 1]];
    if (x * x + y * y < least) re = im = 0;
    else {
      for (let left = count; left > 0; left = Math.floor(left / 2)) {
        if (left % 2 === 1) [re, im] = [re * x - im * y, re * y + im * x];
        [x, y] = [x * x - y * y, 2 * x * y];
      }
    }
    product[i] = re;
    product[i + 1] = im;
  }
}

const transforms = new Map<number, FFT>();

/** Its tables take as long as a transform, and serve all of that size. */
function transformOf(size: number): FFT {
  const known = transforms.get(size) ?? new FFT(size);
  transforms.set(size, known);
  return known;
}

function ones(size: number): Float64Array {
  const spectrum = new Float64Array(2 * size);
  for (let i = 0; i < spectrum.length; i += 2) spectrum[i] = 1;
  return spectrum;
}

const modulo = (value: number, size: number) => ((value % size) + size) % size;
