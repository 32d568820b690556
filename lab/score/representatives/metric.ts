/** Metrics of images that are said to show a class, and are of nobody in particular. @module */
import type { Interval } from "../../../shared/numeric/interval.js";
import type { Reference } from "../../../shared/plugins/plugin.js";
import type { RngStream } from "../../../shared/random/rng-stream.js";
import type { ClassReferences, Sample } from "./sample.js";

/** Whoever has seen nothing of the class: the adversary's own images, the mean of each of its classes, random pixels. */
export type ControlName = "own-images" | "own-mean" | "noise";
/** What the class itself scores: images of it that nobody trained on, and their mean. */
export type CeilingName = "real-images" | "real-mean";

/** A value and its 95 % interval, over the images of the sample. */
export interface Measurement extends Interval {
  readonly value: number;
}

export interface RepresentativeMetric {
  /** camelCase, the key in summary.json */
  readonly name: string;
  readonly summary: string;
  readonly reference: Reference;
  readonly unit: "fraction" | "1";
  readonly leaksMoreWhen: "higher" | "lower";
  /** those for whom the value means something */
  readonly controls: readonly ControlName[];
  readonly ceilings: readonly CeilingName[];
  /** it looks for the nearest images of each: measured of the last claim alone */
  readonly comparesImages?: true;
  /** controls whose value is known without measuring, by name */
  readonly knownControls?: Readonly<Record<string, number>>;
  /**
   * @param sample of one image or more
   * @returns undefined where there are too few images to say
   */
  measure(sample: Sample, references: ClassReferences, rng: RngStream): Measurement | undefined;
}
