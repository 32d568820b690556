/** @module */

/** A field of a scenario that cannot be carried out, found when a run is planned. */
export class PlanProblem extends Error {
  override readonly name = "PlanProblem";
  /** of the field in the scenario */
  readonly path: readonly (string | number)[];
  /** what to do next */
  readonly hint: string;

  constructor(message: string, path: readonly (string | number)[], hint: string) {
    super(message);
    this.path = path;
    this.hint = hint;
  }
}
