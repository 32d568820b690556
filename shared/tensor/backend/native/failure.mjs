/** How a step of the build says that it cannot go on. @module */

/** Something that the build needs is not here and cannot be had: the rest of the project works without. */
export const unavailable = 69;
/** Everything was there, and still it did not work. */
export const broken = 1;

export class NativeFailure extends Error {
  /**
   * @param {69 | 1} exitCode `unavailable` or `broken`
   * @param {string} what what failed
   * @param {string} why
   * @param {string} remedy what to do
   */
  constructor(exitCode, what, why, remedy) {
    super(`${what}: ${why.trim().replace(/\.$/, "")}. What to do: ${remedy}.`);
    this.exitCode = exitCode;
  }
}
