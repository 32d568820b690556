/** Ticks of logarithmic axes. @module */
import { significant } from "../words/format.js";

/** 1, 2 and 5 of every decade between two powers of ten, or the decades alone where those would be more than `limit`. */
export function logTicks(least: number, most: number, limit: number): number[] {
  const ticks = (steps: readonly number[]): number[] => {
    const decades = Array.from({ length: Math.floor(most) - Math.floor(least) + 1 }, (_, i) => Math.floor(least) + i);
    return decades
      .flatMap((decade) => steps.map((step) => decade + Math.log10(step)))
      .filter((tick) => tick >= least && tick <= most);
  };
  const fine = ticks([1, 2, 5]);
  return fine.length <= limit ? fine : ticks([1]);
}

/** Two digits, none of them a zero at the end: "0.5", "20", "1e-5". */
export function tickName(value: number): string {
  const near = Number(value.toPrecision(2));
  return near >= 1e-3 && near < 1e6 ? String(near) : significant(near);
}
