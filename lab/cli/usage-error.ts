/** A command that cannot be carried out as it was given: exit code 2. @module */
export class UsageError extends Error {
  /** what to do next */
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = "UsageError";
    this.hint = hint;
  }
}
