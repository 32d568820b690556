/** What every plug-in declares about itself. @module */
import type { z } from "zod";

export interface Reference {
  readonly title: string;
  readonly url: string;
  readonly year: number;
}

/**
 * A named, described, configurable part of a run. `kind: <name>` in a scenario picks it; the rest of that map is
 * parsed by `params` and handed to `create`.
 */
export interface Plugin<Kind extends string, Params extends z.ZodObject, Init, Instance> {
  readonly kind: Kind;
  /** kebab-case, unique within its kind */
  readonly name: string;
  /** one sentence, shown by `list`, `describe` and in editors */
  readonly summary: string;
  readonly reference: Reference;
  /** strict; every field described, numbers with their unit and range */
  readonly params: Params;
  /** @throws {ImpossibleCombination} before anything starts, when these parameters cannot work in this run */
  create(params: z.output<Params>, init: Init): Instance;
}

/** Thrown by a plug-in's `create` when its parameters, each valid alone, cannot work together or in this run. */
export class ImpossibleCombination extends Error {
  /** the parameter to point at, inside the plug-in's map; empty for the plug-in itself */
  readonly parameter: readonly (string | number)[];
  /** what the user can do next */
  readonly hint: string;

  constructor(message: string, options: { parameter?: readonly (string | number)[]; hint: string }) {
    super(message);
    this.name = "ImpossibleCombination";
    this.parameter = options.parameter ?? [];
    this.hint = options.hint;
  }
}
