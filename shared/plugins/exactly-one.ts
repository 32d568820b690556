/** Parameters that exclude each other. @module */
import { ImpossibleCombination } from "./plugin.js";

/** @throws {ImpossibleCombination} unless exactly one of the two named parameters is given */
export function requireExactlyOne<P extends object>(
  params: P,
  first: keyof P & string,
  second: keyof P & string,
): void {
  const given = [first, second].filter((name) => params[name] !== undefined);
  if (given.length === 1) return;
  throw new ImpossibleCombination(
    `needs exactly one of ${first} and ${second}, got ${given.length === 0 ? "neither" : "both"}`,
    {
      parameter: given.slice(1),
      hint: given.length === 0 ? `add ${first} or ${second}` : `remove ${first} or ${second}`,
    },
  );
}
