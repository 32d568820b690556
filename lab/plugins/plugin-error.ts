/** Why a plug-in outside the repository cannot be used. @module */
export class PluginError extends Error {
  /** what to do next */
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = "PluginError";
    this.hint = hint;
  }
}
