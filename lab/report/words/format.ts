/** Numbers as people read them; every function answers "–" to a number there is none of. @module */

const none = "–";

type Maybe = number | null | undefined;

const isNumber = (value: Maybe): value is number => typeof value === "number" && Number.isFinite(value);

/** With `digits` places after the point; the minus sign is a true one. */
export function fixed(value: Maybe, digits: number): string {
  return isNumber(value)
    ? value
        .toFixed(digits)
        .replace(/^-(?=[0.]*[1-9])/, "−")
        .replace(/^-/, "")
    : none;
}

/** A fraction in percent, such as "93.1 %". */
export function percent(fraction: Maybe, digits = 1): string {
  return isNumber(fraction) ? `${fixed(100 * fraction, digits)} %` : none;
}

export function decibels(value: Maybe): string {
  return isNumber(value) ? `${fixed(value, 1)} dB` : none;
}

/** A number of unknown size to three significant digits, such as 0.0123, 12.3 or 1.2e-5. */
export function significant(value: Maybe): string {
  if (!isNumber(value)) return none;
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e6) return value.toExponential(1).replace("e+", "e").replace(/\.0e/, "e");
  return fixed(value, Math.max(0, 2 - Math.floor(Math.log10(size))));
}

/** "∞" where there is no finite bound. */
export function epsilon(value: number | "Infinity" | null | undefined): string {
  if (!isNumber(value as Maybe)) return "∞";
  const bound = value as number;
  // a bound this large says nothing: its digits would only pretend that it did
  return bound < 1000 ? fixed(bound, bound < 10 ? 2 : 1) : significant(bound);
}

/** Bytes in the decimal units of the SI. */
export function bytes(value: Maybe): string {
  if (!isNumber(value)) return none;
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  return `${power === 0 ? value : significant(value / 1000 ** power)} ${units[power]}`;
}

export function seconds(value: Maybe): string {
  if (!isNumber(value)) return none;
  return value < 120 ? `${fixed(value, 1)} s` : `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`;
}

/** "1 image", "2 images" */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Values that only ever come in words, listed: "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
