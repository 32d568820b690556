/** @module */
import type { Accountant } from "../../shared/plugins/accountant.js";
import { accountantNamed } from "../../shared/privacy/accountants/index.js";

/** An epsilon by each of the accountants named, in that order. */
export function byAccountant(
  names: readonly string[],
  epsilon: (accountant: Accountant) => number,
): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, epsilon(accountantNamed(name))]));
}
