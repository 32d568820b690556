/** Cuts a list into parts of equal length. @module */

/** `count` consecutive parts that cover `values`; their lengths differ by one at most, the longer ones first. */
export function evenSlices(values: Int32Array, count: number): Int32Array[] {
  const length = Math.floor(values.length / count);
  const longer = values.length % count;
  const start = (part: number) => part * length + Math.min(part, longer);
  return Array.from({ length: count }, (_, part) => values.slice(start(part), start(part + 1)));
}
