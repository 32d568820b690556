/** The files that `fedleak init` writes. @module */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { installationRoot } from "../installation.js";

export const starterScenario = `# What curious servers read, with and without noise. Check it: fedleak validate scenario.yaml
schema: 1
name: my-scenario
question: Does noise hide the images that my attack reads from a gradient?
seed: 1 # the root of all randomness: the same seed gives the same run

task:
  dataset: mnist # fedleak list dataset
  model: { kind: mlp, hidden: [64] } # fedleak describe model mlp

participants:
  count: 3
  partition: { kind: iid, examplesEach: 500 } # who holds which examples

training:
  rounds: 20
  sampling: poisson # what the accounting of dp-sgd assumes
  batchSize: 4 # expected examples a lot
  learningRate: 0.1

attacks:
  # a plug-in of your own, by its path relative to this file; its parameters stand beside it
  - { id: mine, kind: ./my-attack.ts, units: 4, target: { participants: all, rounds: [1, 2] } }
  # one that comes with fedleak would be named: fedleak list attack

privacy: { unit: example, delta: 1.0e-5, accountants: [rdp] }

# each variant is one run with some values changed; all of them are compared
variants:
  no-defence: {}
  dp:
    participants.defences: [{ kind: dp-sgd, clipNorm: 1, targetEpsilon: 8 }]

# what must hold, otherwise the exit code is 3:
# expect:
#   - { variant: dp, metric: attacks.mine.psnrDb, below: 12 }
`;

/** An attack in one file, the same that the examples hold. */
export function starterAttack(): Promise<string> {
  return readFile(join(installationRoot(), "examples", "plugins", "my-attack.ts"), "utf8");
}
