/** The score of an attack that stands for what it leaked, and how it is drawn and told. @module */
import { recoveredFromDb } from "../../../../../shared/metrics/recovered/index.js";
import type { MetricSummary } from "../../../../runs/summary.js";
import { decibels, fixed, percent } from "../../../words/format.js";
import type { TradeOffPoint } from "./ground.js";

export interface Scored extends TradeOffPoint {
  readonly leakage: MetricSummary;
}

export interface Score {
  readonly key: "targetClassShare" | "psnrDb";
  /** name of the axis, which starts at 0 and has a tick every `interval` */
  readonly axis: string;
  readonly interval: number;
  max(points: readonly Scored[]): number;
  tick(value: number): string;
  print(value: number): string;
  /** "89.8 % taken for the class" */
  say(printed: string): string;
  /** what is measured, what a guesser is, and what else is drawn */
  readonly caption: string;
  readonly guess: string;
  readonly beyond: readonly string[];
}

/** Of images of a class that are nobody's in particular. */
export const ofClass: Score = {
  key: "targetClassShare",
  axis: "leakage: taken for the class",
  interval: 0.25,
  max: () => 1,
  tick: (value) => percent(value, 0),
  print: percent,
  say: (printed) => `${printed} taken for the class`,
  caption: "images of the last claim that are taken for the class",
  guess: "the best guess without the attack",
  beyond: [],
};

export const ofReconstructions: Score = {
  key: "psnrDb",
  axis: "leakage: PSNR, dB",
  interval: 20,
  max: (points) => Math.ceil(Math.max(recoveredFromDb, ...points.map(({ leakage }) => leakage.high)) / 20) * 20,
  tick: (value) => fixed(value, 0),
  print: decibels,
  say: (printed) => `PSNR ${printed}`,
  caption: "mean PSNR of the strongest strategy",
  guess: "the best guess without the observation",
  beyond: [`Dotted: from ${recoveredFromDb} dB on an image counts as recovered.`],
};
