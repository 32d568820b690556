/** What a backend of the tensor library is to us. @module */

export type BackendName = "wasm" | "cpu" | "tensorflow";

/** Importing a backend's file loads nothing heavy; `load` does. */
export interface Backend {
  readonly name: BackendName;
  /** what it is good for, in words */
  readonly strength: string;
  /** what a user can do when it cannot be loaded */
  readonly remedy: string;
  /** Makes it known to the library and returns its version. @throws when it cannot be loaded, saying why */
  load(): Promise<string>;
}
