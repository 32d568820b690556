/** What an adversary's seat saw, kept so that it can be attacked again without training. @module */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Observation } from "../../shared/plugins/attack.js";
import { weightsDigest } from "../../shared/protocol/digest.js";
import { appendJsonLine } from "./json-lines.js";
import { npy } from "./npy.js";

/** A line of observations.jsonl: where the arrays of one turn are, names of files beside it. */
export interface ObservationEntry {
  readonly round: number;
  readonly participant: number;
  readonly weights: string;
  readonly update: string;
  /** the coordinates that were uploaded; absent for all */
  readonly indices?: string;
  /** whose updates it is the mean of, where no single one is seen */
  readonly members?: readonly number[];
}

export class ObservationLog {
  readonly #variantDirectory: string;

  constructor(variantDirectory: string) {
    this.#variantDirectory = variantDirectory;
  }

  /** Adds a line to attacks/<id>/observations/observations.jsonl; equal weights are kept once, named by their digest. */
  write(attack: string, { round, participant, weights, update, indices, members }: Observation): void {
    const directory = join(this.#variantDirectory, "attacks", attack, "observations");
    mkdirSync(directory, { recursive: true });
    const keep = (name: string, values: Float32Array | Int32Array): string => {
      const file = join(directory, name);
      if (!existsSync(file)) writeFileSync(file, npy(values, [values.length]));
      return name;
    };
    const turn = `round-${round}-participant-${participant}`;
    const entry: ObservationEntry = {
      round,
      participant,
      weights: keep(`weights-${weightsDigest(weights).slice(0, 16)}.npy`, weights),
      update: keep(`${turn}-update.npy`, update),
      ...(indices !== undefined && { indices: keep(`${turn}-indices.npy`, indices) }),
      ...(members !== undefined && { members }),
    };
    appendJsonLine(join(directory, "observations.jsonl"), entry);
  }
}
