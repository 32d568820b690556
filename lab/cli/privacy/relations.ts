/** Units of privacy and neighbouring relations, in words. @module */
import type { NeighbouringRelation, PrivacyUnit } from "../../../shared/privacy/events.js";

export const units: { readonly [Unit in PrivacyUnit]: Unit } = { example: "example", participant: "participant" };

export const relations: { readonly [Relation in NeighbouringRelation]: Relation } = {
  "add-or-remove-one": "add-or-remove-one",
  "replace-one": "replace-one",
  "zero-out-one": "zero-out-one",
};

const names: Readonly<Record<PrivacyUnit, string>> = { example: "example", participant: "participant's whole data" };

/** What neighbours differ in, and what that makes of the sensitivity of a sum of values clipped to a norm of C. */
export function relationWords(neighbours: NeighbouringRelation, unit: PrivacyUnit): string {
  switch (neighbours) {
    case "add-or-remove-one":
      return `one ${names[unit]} more or less; a sum of values clipped to C moves by at most C`;
    case "replace-one":
      return `one ${names[unit]} with other values; a sum of values clipped to C moves by at most 2C`;
    case "zero-out-one":
      return `one ${names[unit]} that contributes nothing; a sum of values clipped to C moves by at most C`;
  }
}
