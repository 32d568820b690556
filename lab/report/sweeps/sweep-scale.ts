/** Where the values of a parameter stand on an axis. @module */
import { growsFromNone } from "../words/parameter-words.js";

export interface SweepScale {
  readonly min: number;
  readonly max: number;
  readonly isLogarithmic: boolean;
  place(value: number | undefined): number;
  /** whether `value` stands on the axis itself, and not in a place of its own beside it */
  isOnAxis(value: number | undefined): value is number;
}

/**
 * A logarithmic axis where positive values span two decades or more; no value, and zero where the axis is logarithmic,
 * have places of their own at its end.
 * @param values of the parameter `key`, undefined for none; two of them positive
 */
export function sweepScale(values: readonly (number | undefined)[], key: string): SweepScale {
  const numbers = values.filter((value) => value !== undefined);
  const positive = numbers.filter((value) => value > 0);
  const isLogarithmic = numbers.every((value) => value >= 0) && Math.max(...positive) / Math.min(...positive) >= 100;
  const isOnAxis = (value: number | undefined): value is number => value !== undefined && (value > 0 || !isLogarithmic);
  const onAxis = (value: number): number => (isLogarithmic ? Math.log10(value) : value);
  const places = numbers.filter(isOnAxis).map(onAxis);
  const [least, most] = [Math.min(...places), Math.max(...places)];
  const slot = 0.22 * (most - least);
  const left = least - slot * (numbers.every(isOnAxis) ? 0 : 1);
  const none = growsFromNone(key) ? left - slot : most + slot;
  const place = (value: number | undefined): number => {
    if (value === undefined) return none;
    return isOnAxis(value) ? onAxis(value) : left;
  };
  const all = values.map(place);
  const margin = 0.08 * (Math.max(...all) - Math.min(...all));
  return { min: Math.min(...all) - margin, max: Math.max(...all) + margin, isLogarithmic, place, isOnAxis };
}
