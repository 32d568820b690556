/** What an adversary's seat saw, kept so that it can be attacked again without training. @module */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Observation } from "../../shared/plugins/attack.js";
import { npy } from "./npy.js";

export class ObservationLog {
  readonly #variantDirectory: string;

  constructor(variantDirectory: string) {
    this.#variantDirectory = variantDirectory;
  }

  /** attacks/<id>/observations/round-1-weights.npy, once a round, and round-1-participant-0-update.npy */
  write(attack: string, { round, participant, weights, update }: Observation): void {
    const directory = join(this.#variantDirectory, "attacks", attack, "observations");
    mkdirSync(directory, { recursive: true });
    const weightsFile = join(directory, `round-${round}-weights.npy`);
    if (!existsSync(weightsFile)) writeFileSync(weightsFile, npy(weights, [weights.length]));
    writeFileSync(
      join(directory, `round-${round}-participant-${participant}-update.npy`),
      npy(update, [update.length]),
    );
  }
}
