/** All accountants. @module */
import type { Accountant } from "../../plugins/accountant.js";
import { rdpClassic } from "./rdp-classic.js";
import { rdp } from "./rdp.js";

export const accountants: readonly Accountant[] = [rdp, rdpClassic];

/**
 * The accountant of that name.
 * @throws {RangeError} when there is none, with the names there are
 */
export function accountantNamed(name: string): Accountant {
  const accountant = accountants.find((candidate) => candidate.name === name);
  if (accountant !== undefined) return accountant;
  throw new RangeError(
    `no accountant is named "${name}"; there are ${accountants.map((known) => known.name).join(", ")}`,
  );
}
