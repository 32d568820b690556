/** All accountants. @module */
import type { Accountant } from "../../plugins/accountant.js";
import { advancedComposition } from "./advanced-composition.js";
import { basicComposition } from "./basic-composition.js";
import { gdpClt } from "./gdp-clt.js";
import { gdp } from "./gdp.js";
import { moments } from "./moments.js";
import { optimalComposition } from "./optimal-composition.js";
import { pld } from "./pld.js";
import { rdpClassic } from "./rdp-classic.js";
import { rdp } from "./rdp.js";
import { zcdpClassic } from "./zcdp-classic.js";
import { zcdp } from "./zcdp.js";

export const accountants: readonly Accountant[] = [
  rdp,
  rdpClassic,
  moments,
  pld,
  zcdp,
  zcdpClassic,
  gdp,
  gdpClt,
  basicComposition,
  advancedComposition,
  optimalComposition,
];

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
