/** What the attack found, or why it could not, in words. @module */
import { channelLines } from "../../../shared/inversion/channel.js";
import type { Inversion, Lot } from "../../../shared/inversion/exact.js";
import type { GradientFactors } from "../../../shared/inversion/factors.js";
import type { LabelPosterior } from "../../../shared/inversion/label-posterior.js";
import type { UpdateKind } from "../../../shared/plugins/defence.js";
import { parameterCount } from "../../../shared/tensor/param-vector.js";
import type { Received } from "./received.js";
import type { Setting } from "./setting.js";

export interface Obstacles {
  /** whether the layer's gradient has the highest rank it can have, and examples explain only part of it */
  readonly isMixed: boolean;
  /** whether its rank is higher than that of any lot to be expected */
  readonly isForeign: boolean;
}

export function exactReasons(
  setting: Setting,
  { gradient, roundingStddev }: Received,
  { factors }: Lot,
  { verified, unverified }: Inversion,
  { isMixed, isForeign }: Obstacles,
): string[] {
  const { init, layer, channel } = setting;
  const { rank } = factors;
  if (rank === 0) return [nothingLine(roundingStddev, init.update)];
  if (isForeign) {
    return [
      `the first layer's gradient has rank ${rank}, more than any lot of about ${init.batchSize} gives it: ` +
        "something else has changed the update, and images cannot be read off it this way",
      ...channelLines(channel),
    ];
  }
  const size = isMixed
    ? `the first layer's gradient has rank ${rank}, the most its ${layer.m} units allow: the lot held ${rank} examples or more`
    : `the first layer's gradient has rank ${rank}: the lot held ${count(rank, "example")}`;
  const missing = rank - verified.length;
  return [
    size,
    `${verified.length} of ${count(rank, "image")} verified: with its label, each gives exactly its part of the gradient`,
    unitsLine(layer.kernel(gradient), layer.m),
    ...pixelsLine(factors, verified),
    ...(missing > 0 && !isMixed
      ? [
          `${count(missing, "example")} not verified: too weak a gradient (a well-classified image) or too few zeros among pixels; ` +
            `${unverified.length} of them guessed by sparsity`,
        ]
      : []),
    ...(missing > 0 && isMixed
      ? ["examples that share the rank of a narrow layer mix: their images cannot be told apart"]
      : []),
    ...(roundingStddev > 0
      ? [`read off a change of float32 weights, which rounds away what is below ${number(roundingStddev)} a coordinate`]
      : []),
    ...channelLines(channel),
  ];
}

/** @param found images that the search found in the space above the noise */
export function noisyReasons(
  setting: Setting,
  { noiseStddev }: Received,
  factors: GradientFactors,
  posterior: LabelPosterior,
  found: number,
): string[] {
  const { init, channel } = setting;
  const noise = noiseStddev * Math.sqrt(parameterCount(init.network.layout));
  const example = channel.exampleClipNorm / init.batchSize;
  const strength = Number.isFinite(example)
    ? `one example adds at most ${number(example)} to the update's norm, the noise ${number(noise)}`
    : `noise of norm ${number(noise)} on the update, no bound on an example's part`;
  return [
    `${strength}: standard deviation ${number(noiseStddev)} a coordinate`,
    factors.rank === 0
      ? "no direction of the first layer's gradient stands out of the noise: no image can be separated from it"
      : `${count(factors.rank, "direction")} of the first layer's gradient above the noise; ${count(found, "image")} found there`,
    `the update is most like a lot of ${posterior.lotSize}; labels from what each class does to a gradient on average`,
    ...channelLines(channel),
  ];
}

/** Why there is nothing to invert. */
function nothingLine(roundingStddev: number, update: UpdateKind): string {
  if (roundingStddev > 0) {
    return `nothing stands out of what float32 weights round away, ${number(roundingStddev)} a coordinate`;
  }
  const small = update === "delta" ? ", or its step too small to change float32 weights" : "";
  return `the update is zero: the lot was empty${small}, there is nothing to invert`;
}

function unitsLine(kernel: Float32Array, units: number): string {
  const silent = Array.from({ length: units }, (_, k) => k).filter((k) => {
    for (let i = k; i < kernel.length; i += units) if (kernel[i] !== 0) return false;
    return true;
  });
  return `${silent.length} of ${units} units of the first layer silent for the whole lot`;
}

function pixelsLine({ inputs, rank }: GradientFactors, verified: Inversion["verified"]): string[] {
  // a single image needs nothing to tell it apart
  if (verified.length === 0 || rank === 1) return [];
  const zeros = verified.reduce((sum, candidate) => sum + candidate.zeros, 0) / verified.length;
  const share = Math.round((100 * zeros) / Math.max(1, inputs.length - 1));
  return [`an image is zero at ${share} % of the pixels that the lot uses: that is what tells the images apart`];
}

const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? "" : "s"}`;
const number = (value: number) => String(Number(value.toPrecision(3)));
