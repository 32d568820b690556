/** How far a simulated update is from the one that was observed. @module */

export interface Observed {
  /** [P], as received */
  readonly update: Float32Array;
  /** the coordinates that were revealed, ascending; absent for all */
  readonly indices?: Int32Array;
  /** every value was brought to within ± this before it left: one at the bound says only that it was at least as large */
  readonly valueBound?: number;
}

export interface Distance {
  readonly value: number;
  /** [P], by the simulated update; zero at coordinates that were not revealed */
  readonly gradient: Float32Array;
}

/** The distance of a simulated update [P] from the observed one; less is better, 0 is agreement. */
export type Objective = (update: Float32Array) => Distance;

/**
 * Σ(u − o)² / Σo² over the revealed coordinates: the squared distance of Zhu et al. 2019 (arXiv:1906.08935) relative to
 * what was observed.
 * @throws {RangeError} when nothing but zeros was revealed
 */
export function squaredDistance(observed: Observed): Objective {
  return squares(observed, 1 / squaredNormOf(observed));
}

/**
 * Σ(u − o)² / 2σ² over the revealed coordinates: the negative log-likelihood, in nats and up to a constant, of an update
 * that had Gaussian noise added.
 * @param noiseStddev σ, in (0, ∞)
 */
export function gaussianDistance(observed: Observed, noiseStddev: number): Objective {
  return squares(observed, 1 / (2 * noiseStddev ** 2));
}

/**
 * 1 − ⟨u, o⟩ / (‖u‖·‖o‖) over the revealed coordinates, in [0, 2], the same whatever the scale of either (Geiping et
 * al. 2020, arXiv:2003.14053, equation 4); 1 where the simulated update is zero.
 * @throws {RangeError} when nothing but zeros was revealed
 */
export function cosineDistance(observed: Observed): Objective {
  const observedNorm = Math.sqrt(squaredNormOf(observed));
  return overRevealed(observed, (u, o) => {
    let [inner, squaredNorm] = [0, 0];
    for (let i = 0; i < u.length; i++) {
      inner += u[i] * o[i];
      squaredNorm += u[i] ** 2;
    }
    if (squaredNorm === 0) return { value: 1, gradient: new Float32Array(u.length) };
    const norms = Math.sqrt(squaredNorm) * observedNorm;
    const along = inner / squaredNorm;
    return { value: 1 - inner / norms, gradient: u.map((value, i) => (along * value - o[i]) / norms) };
  });
}

function squares(observed: Observed, weight: number): Objective {
  return overRevealed(observed, (u, o) => {
    let sum = 0;
    for (let i = 0; i < u.length; i++) sum += (u[i] - o[i]) ** 2;
    return { value: weight * sum, gradient: u.map((value, i) => 2 * weight * (value - o[i])) };
  });
}

function squaredNormOf({ update, indices }: Observed): number {
  const norm = revealed(update, indices).reduce((sum, value) => sum + value ** 2, 0);
  if (norm === 0) throw new RangeError("the observed update is zero wherever it was revealed: nothing can be matched");
  return norm;
}

/** @param distance of the revealed coordinates u from those observed, o */
function overRevealed(
  { update, indices, valueBound = Infinity }: Observed,
  distance: (u: Float32Array, o: Float32Array) => Distance,
): Objective {
  const o = revealed(update, indices);
  // rounding to float32 leaves a bounded value a little inside
  const atBound = Int32Array.from(o.keys()).filter((i) => Math.abs(o[i]) >= valueBound * (1 - 1e-6));
  return (simulated) => {
    const u = revealed(simulated, indices).slice();
    const beyond = atBound.filter((i) => u[i] / o[i] > 1);
    for (const i of beyond) u[i] = o[i];
    const { value, gradient } = distance(u, o);
    for (const i of beyond) gradient[i] = 0;
    return { value, gradient: indices === undefined ? gradient : scattered(gradient, indices, simulated.length) };
  };
}

function revealed(values: Float32Array, indices: Int32Array | undefined): Float32Array {
  return indices === undefined ? values : Float32Array.from(indices, (index) => values[index]);
}

function scattered(values: Float32Array, indices: Int32Array, length: number): Float32Array {
  const all = new Float32Array(length);
  indices.forEach((index, i) => {
    all[index] = values[i];
  });
  return all;
}
