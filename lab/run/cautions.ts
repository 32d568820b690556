/** What makes a comparison between variants weaker than it looks. @module */
import type { RunConfig } from "../../shared/scenario/schema.js";

interface Named {
  readonly name: string;
  readonly config: RunConfig;
}

/** Aspects that must be equal for two variants to differ by their defence alone. */
const aspects: readonly (readonly [what: string, of: (config: RunConfig) => unknown])[] = [
  ["data", ({ task, participants }) => [task.dataset, participants.count, participants.partition]],
  ["model", ({ task }) => task.model],
  ["sampling", ({ training }) => [training.sampling, training.batchSize]],
  [
    "local training",
    ({ training: { update, localEpochs, localSteps, cohort } }) => [update, localEpochs, localSteps, cohort],
  ],
  ["schedule", ({ training }) => training.schedule],
  ["start", ({ training }) => training.initialWeights],
  ["rounds", ({ training }) => training.rounds],
  ["targets", ({ attacks }) => attacks.map(({ id, target }) => [id, target])],
  ["learning rate", ({ training }) => training.learningRate],
];

/** Whatever protects: participants' own defences, and what the server makes of their updates. */
function defenceOf({ config: { participants, server } }: Named): string {
  return JSON.stringify([participants.defences, server.aggregator]);
}

export function cautionsFor(variants: readonly Named[], seeds: number): string[] {
  const cautions: string[] = [];
  const [first, ...others] = variants;
  for (const other of others) {
    const differing = aspects.filter(([, of]) => JSON.stringify(of(first.config)) !== JSON.stringify(of(other.config)));
    if (differing.length > 0) {
      const what = differing.map(([name]) => name).join(", ");
      const names = `${first.name} and ${other.name}`;
      const sameDefence = defenceOf(first) === defenceOf(other);
      cautions.push(
        sameDefence ? `${names} differ in ${what}` : `${names} also differ in ${what}, not only in their defence`,
      );
    }
  }
  if (seeds === 1) cautions.push("one seed only: differences between variants may be chance; --seeds 5 shows how much");
  return cautions;
}
