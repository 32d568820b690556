/** What a participant does to its update last, for the server's aggregator: clip, weigh, add its share of the noise. @module */
import { boundingFactor, normOf } from "../../shared/learning/bounded-norm.js";
import type { UpdateBounding } from "../../shared/plugins/aggregator.js";
import type { Measurement } from "../../shared/plugins/defence.js";
import type { RngStream } from "../../shared/random/rng-stream.js";
import type { ParamBlock, ParamLayout } from "../../shared/tensor/param-vector.js";
import type { Shared } from "./share.js";

export interface Bounded extends Shared {
  /** 1/2 where the norm was within the clip, else −1/2, with its share of noise; only where that is asked */
  readonly withinClip?: number;
  readonly measurements: readonly Measurement[];
}

export interface BoundingFacts {
  /** L2, as the server announced it */
  readonly clipNorm: number;
  /** that the participant holds */
  readonly examples: number;
  readonly layout: ParamLayout;
  /** for this round's noise */
  readonly rng: RngStream;
}

/** An update that is not finite counts as zero: what training diverged on must not show. The argument is left as it was. */
export function boundUpdate({ update, indices }: Shared, bounding: UpdateBounding, facts: BoundingFacts): Bounded {
  const { clipNorm, rng } = facts;
  const bounded = scaled(update, bounding, facts);
  const norm = normOf(update);
  const isWithin = norm <= clipNorm;
  const { noise } = bounding;
  if (noise !== undefined) addGaussian(bounded, noise.coordinate * clipNorm, rng.fork("update"));
  const bit = isWithin ? 0.5 : -0.5;
  const withinClip = noise === undefined ? bit : bit + (noise.indicator ?? 0) * rng.fork("indicator").gaussian();
  return {
    update: bounded,
    // noise is on every coordinate
    indices: noise === undefined ? indices : undefined,
    ...(bounding.tellsWithin && { withinClip }),
    measurements: [
      ...(Number.isFinite(norm) ? [{ name: "aggregator/norm", value: norm, unit: "L2" }] : []),
      { name: "aggregator/clipped", value: isWithin ? 0 : 1, unit: "fraction" },
    ],
  };
}

function scaled(update: Float32Array, { clipping, weightCap }: UpdateBounding, facts: BoundingFacts): Float32Array {
  const { clipNorm, examples, layout } = facts;
  const weight = weightCap === undefined ? 1 : Math.min(1, examples / weightCap);
  const parts = clipping === "flat" ? [update.subarray(0)] : partsOf(update, layout);
  const bound = clipNorm / Math.sqrt(parts.length);
  const result = new Float32Array(update.length);
  let offset = 0;
  for (const part of parts) {
    const factor = boundingFactor(normOf(part), bound, weight);
    if (factor > 0) for (let i = 0; i < part.length; i++) result[offset + i] = factor * part[i];
    offset += part.length;
  }
  return result;
}

/** A view of each layer, its kernel and its bias together, in order. */
function partsOf(update: Float32Array, layout: ParamLayout): Float32Array[] {
  const layers = new Map<string, ParamBlock[]>();
  for (const block of layout) {
    const [layer] = block.name.split("/");
    layers.set(layer, [...(layers.get(layer) ?? []), block]);
  }
  return [...layers.values()].map((blocks) => {
    const size = blocks.reduce((sum, block) => sum + block.size, 0);
    return update.subarray(blocks[0].offset, blocks[0].offset + size);
  });
}

function addGaussian(values: Float32Array, stddev: number, rng: RngStream): void {
  const noise = new Float64Array(values.length);
  rng.fillGaussian(noise, stddev);
  for (let i = 0; i < values.length; i++) values[i] += noise[i];
}
