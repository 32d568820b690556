/** What the known defences do to a gradient on its way to the server. @module */
import type { AttackInit, KnownDefence } from "../plugins/attack.js";

/** Everything in the unit of the gradient, also where its change of the weights is what travels. */
export interface Channel {
  /** L2 bound on each example's gradient, Infinity without one */
  readonly exampleClipNorm: number;
  /** L2 bound that clipping puts on the whole gradient before noise, Infinity without one */
  readonly clipL2: number;
  /** the same in the L1 norm */
  readonly clipL1: number;
  /** of each coordinate of the gradient as received */
  readonly noiseStddev: number;
  /** whether every coordinate arrives as a multiple of one step, rounded at random */
  readonly isQuantised: boolean;
  /** what is taken for something simpler, in words */
  readonly approximations: readonly string[];
  /** defences whose effect is not known */
  readonly unknown: readonly string[];
}

const open: Channel = {
  exampleClipNorm: Infinity,
  clipL2: Infinity,
  clipL1: Infinity,
  noiseStddev: 0,
  isQuantised: false,
  approximations: [],
  unknown: [],
};

type Facts = Pick<AttackInit, "defences" | "batchSize" | "update" | "localSteps" | "learningRate">;

/** @param parameters P, the coordinates of an update */
export function channelOf(facts: Facts, parameters: number): Channel {
  const { defences, batchSize, localSteps } = facts;
  // a defence of the update works in the update's unit
  const unit = facts.update === "delta" ? facts.learningRate : 1;
  return defences.reduce((channel: Channel, defence) => {
    const after = effectOf(defence, { channel, batchSize, localSteps, unit, parameters });
    return after ?? { ...channel, unknown: [...channel.unknown, defence.kind] };
  }, open);
}

/** What an attack takes for something simpler and what it does not account for, in words. */
export function channelLines({ approximations, unknown }: Channel): string[] {
  if (unknown.length === 0) return [...approximations];
  return [...approximations, `not accounted for: ${unknown.join(", ")}, whose effect this attack does not know`];
}

interface Passage {
  readonly channel: Channel;
  readonly batchSize: number;
  /** each of which has noise of its own where each gradient has */
  readonly localSteps: number;
  /** of the update, in that of the gradient */
  readonly unit: number;
  readonly parameters: number;
}

/** The channel with one defence more; undefined where that one is not known. */
function effectOf({ kind, params }: KnownDefence, passage: Passage): Channel | undefined {
  const { channel, batchSize, localSteps, unit, parameters } = passage;
  const value = (name: string) => (typeof params[name] === "number" ? params[name] : undefined);
  const [clipNorm, stddev, scale] = [value("clipNorm"), value("noiseStddev"), value("noiseScale")];
  switch (kind) {
    case "dp-sgd": {
      if (clipNorm === undefined) return undefined;
      const added = (Math.sqrt(localSteps) * (value("noiseMultiplier") ?? 0) * clipNorm) / batchSize;
      return withNoise({ ...channel, exampleClipNorm: clipNorm }, added);
    }
    case "clip":
      if (clipNorm === undefined) return undefined;
      return params["norm"] === "l1"
        ? clippedByL1(channel, clipNorm / unit, parameters)
        : clippedByL2(channel, clipNorm / unit, parameters);
    case "gaussian-noise":
      return stddev === undefined ? undefined : withNoise(channel, stddev / unit);
    case "laplace-noise": {
      if (scale === undefined) return undefined;
      const noisy = withNoise(channel, (Math.SQRT2 * scale) / unit);
      return scale === 0 ? noisy : approximately(noisy, "Laplace noise is taken for Gaussian noise of its variance");
    }
    case "sparse-vector": {
      const [epsilon, bound] = [value("epsilonPerParameter"), value("valueBound")];
      if (epsilon === undefined || bound === undefined) return undefined;
      // NumericSparse: Laplace noise of scale 9 / epsilon in units of the sensitivity, which is twice the bound
      const noisy = withNoise(channel, (Math.SQRT2 * 18 * bound) / epsilon / unit);
      return approximately(noisy, "Laplace noise cut off at a bound is taken for Gaussian noise of the uncut variance");
    }
    case "quantise":
      return approximately(
        { ...channel, isQuantised: true },
        "random rounding to levels is taken for Gaussian noise of its variance, the same on every coordinate",
      );
    case "sparsify":
      // what is left out is not among the coordinates that were revealed
      return channel;
    default:
      return undefined;
  }
}

function approximately(channel: Channel, how: string): Channel {
  return { ...channel, approximations: [...channel.approximations, how] };
}

function withNoise(channel: Channel, stddev: number): Channel {
  const noisy = { ...channel, noiseStddev: Math.hypot(channel.noiseStddev, stddev) };
  if (stddev === 0 || !channel.isQuantised) return noisy;
  // under noise the steps no longer show
  return { ...noisy, isQuantised: false, unknown: [...channel.unknown, "quantise before noise"] };
}

/** Clipping noise scales it as well; where there is noise, most of the norm is its. */
function clippedByL2(channel: Channel, bound: number, parameters: number): Channel {
  const noiseNorm = channel.noiseStddev * Math.sqrt(parameters);
  return { ...scaledNoise(channel, bound / noiseNorm), clipL2: Math.min(channel.clipL2, bound) };
}

/** The mean size of Gaussian noise is its standard deviation times √(2/π). */
function clippedByL1(channel: Channel, bound: number, parameters: number): Channel {
  const noiseNorm = channel.noiseStddev * Math.sqrt(2 / Math.PI) * parameters;
  return { ...scaledNoise(channel, bound / noiseNorm), clipL1: Math.min(channel.clipL1, bound) };
}

function scaledNoise(channel: Channel, factor: number): Channel {
  return factor < 1 ? { ...channel, noiseStddev: channel.noiseStddev * factor } : channel;
}
