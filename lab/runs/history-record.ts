/** attacks/<id>/history.json: how the searches of an attack went, for some of its turns. @module */
import type { SearchHistory, Turn } from "../../shared/plugins/attack.js";

export interface TurnHistory extends Turn, Omit<SearchHistory, "frames"> {
  /** of every image, the place of its truth within the turn's, from 0; -1 for one that is nobody's */
  readonly truths: readonly number[];
  /** [frameIterations][images], PNG files relative to the attack's directory */
  readonly tiles: readonly (readonly string[])[];
}

export interface HistoryRecord {
  readonly turns: readonly TurnHistory[];
}
