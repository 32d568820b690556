/** What the known defences do to the examples' gradients on their way to the server. @module */
import type { KnownDefence } from "../../../shared/plugins/attack.js";

export interface Channel {
  /** L2 bound on each example's gradient, Infinity without one */
  readonly exampleClipNorm: number;
  /** L2 bound on the whole update before noise, Infinity without one */
  readonly updateClipNorm: number;
  /** of each coordinate of the update as received */
  readonly noiseStddev: number;
  /** defences whose effect is not known */
  readonly unknown: readonly string[];
}

const open: Channel = { exampleClipNorm: Infinity, updateClipNorm: Infinity, noiseStddev: 0, unknown: [] };

/** @param parameters P, the coordinates of an update */
export function channelOf(defences: readonly KnownDefence[], batchSize: number, parameters: number): Channel {
  return defences.reduce((channel: Channel, { kind, params }) => {
    const value = (name: string) => {
      const parameter = params[name];
      return typeof parameter === "number" ? parameter : undefined;
    };
    const clipNorm = value("clipNorm");
    if (kind === "dp-sgd" && clipNorm !== undefined) {
      const added = ((value("noiseMultiplier") ?? 0) * clipNorm) / batchSize;
      return { ...channel, exampleClipNorm: clipNorm, noiseStddev: Math.hypot(channel.noiseStddev, added) };
    }
    if (kind === "clip" && clipNorm !== undefined) return clipAll(channel, clipNorm, parameters);
    const noiseStddev = value("noiseStddev");
    if (kind === "gaussian-noise" && noiseStddev !== undefined) {
      return { ...channel, noiseStddev: Math.hypot(channel.noiseStddev, noiseStddev) };
    }
    return { ...channel, unknown: [...channel.unknown, kind] };
  }, open);
}

/** Clipping noise scales it as well; where there is noise, most of the norm is its. */
function clipAll(channel: Channel, clipNorm: number, parameters: number): Channel {
  const noiseNorm = channel.noiseStddev * Math.sqrt(parameters);
  const factor = Math.min(1, clipNorm / noiseNorm);
  return {
    ...channel,
    updateClipNorm: Math.min(channel.updateClipNorm, clipNorm),
    noiseStddev: channel.noiseStddev === 0 ? 0 : channel.noiseStddev * factor,
  };
}
