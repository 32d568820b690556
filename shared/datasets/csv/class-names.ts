/** Which label of a table is which class. @module */

/** The different labels, sorted: by value where all are integers, else as text. Their places are the classes. */
export function classNames(labels: readonly string[]): readonly string[] {
  const names = [...new Set(labels.map(canonical))];
  return names.every(isInteger) ? names.sort((a, b) => Number(a) - Number(b)) : names.sort();
}

/** The class of each label, -1 where it is none of `names`. */
export function classesOf(labels: readonly string[], names: readonly string[]): Int32Array {
  const places = new Map(names.map((name, place) => [name, place]));
  return Int32Array.from(labels, (label) => places.get(canonical(label)) ?? -1);
}

const isInteger = (label: string): boolean => /^[+-]?\d+$/.test(label);

/** 7 and 07 are one label. */
const canonical = (label: string): string => (isInteger(label) ? String(Number(label)) : label);
