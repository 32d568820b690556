/** What a figure of leakage against accuracy shows, and where on it a value stands. @module */
import type { Box, Place } from "../../../charts/boxes.js";
import { endLabelWidth } from "../../../charts/chart.js";

export type Width = "wide" | "narrow";

export interface TradeOffPoint {
  readonly name: string;
  /** beside the name; empty where there is nothing to say */
  readonly remark: string;
  /** of the variant within the run; decides its colour and mark */
  readonly index: number;
  /** whether others are compared with it: its mark is hollow */
  readonly isControl: boolean;
  /** a fraction */
  readonly accuracy: number;
  /** with its 95 % interval, and what a guesser has */
  readonly leakage: { readonly value: number; readonly low: number; readonly high: number; readonly chance: number };
}

/** What all points are held against. */
export interface TradeOffLevel {
  readonly name: Readonly<Record<Width, string>>;
  readonly value: number;
  readonly type: "dashed" | "dotted";
}

export interface TradeOff {
  /** at least one */
  readonly points: readonly TradeOffPoint[];
  readonly levels: readonly TradeOffLevel[];
  /** whether guessers differ, so that each point is held against its own */
  readonly hasOwnChance: boolean;
  /** of leakage, from 0 */
  readonly axis: {
    readonly name: string;
    readonly max: number;
    readonly interval: number;
    readonly format: (value: number) => string;
  };
}

export interface Axis {
  readonly min: number;
  readonly max: number;
  /** ascending */
  readonly ticks: readonly number[];
}

export interface Ground {
  /** of the plot, pixels */
  readonly box: Box;
  /** of accuracy, fractions */
  readonly across: Axis;
  /** of leakage */
  readonly up: Axis;
  /** pixels */
  place(accuracy: number, leakage: number): Place;
}

/** Beyond both ends of the vertical axis, as a share of it: marks are drawn whole, and levels apart from the frame. */
const margin = 0.07;

/** Multiples of `step` from `min` to `max`, which are multiples themselves. */
const ticksOf = (min: number, max: number, step: number): number[] =>
  Array.from({ length: Math.round((max - min) / step) + 1 }, (_, i) => min + i * step);

/** From one multiple of 10 % to another. */
function accuracyAxis(points: readonly TradeOffPoint[], most: number): Axis {
  const percents = points.map(({ accuracy }) => 100 * accuracy);
  const max = Math.max(10, Math.min(100, 10 * Math.ceil(Math.max(...percents) / 10 + 0.03)));
  const min = Math.max(0, Math.min(max - 10, 10 * Math.floor(Math.min(...percents) / 10 - 0.03)));
  const step = [2, 5, 10, 20].find((width) => (max - min) / width <= most) ?? 50;
  const ticks = ticksOf(Math.ceil(min / step) * step, Math.floor(max / step) * step, step);
  return { min: min / 100, max: max / 100, ticks: ticks.map((tick) => tick / 100) };
}

export function groundOf({ points, levels, axis }: TradeOff, width: Width): Ground {
  const isWide = width === "wide";
  const right = levels.length === 0 ? 24 : endLabelWidth(levels.map(({ name }) => name[width]));
  const [left, top] = [isWide ? 56 : 46, 34];
  const box: Box = { left, top, width: (isWide ? 1000 : 350) - left - right, height: isWide ? 310 : 230 };
  const across = accuracyAxis(points, isWide ? 8 : 4);
  const ticks = ticksOf(0, axis.max, axis.interval);
  const up = { min: -margin * axis.max, max: (1 + margin) * axis.max, ticks };
  return {
    ...{ box, across, up },
    place: (accuracy, leakage) => [
      box.left + (box.width * (accuracy - across.min)) / (across.max - across.min),
      box.top + (box.height * (up.max - leakage)) / (up.max - up.min),
    ],
  };
}
