/** Which neighbouring relation protects which unit. @module */
import type { NeighbouringRelation, PrivacyUnit } from "./events.js";

/** A participant is there whether or not its data changes, so all of its data is replaced; an example comes or goes. */
export function neighboursOf(unit: PrivacyUnit): NeighbouringRelation {
  return unit === "participant" ? "replace-one" : "add-or-remove-one";
}
