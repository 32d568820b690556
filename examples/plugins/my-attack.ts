/**
 * An attack at the server's seat, in one file.
 *
 * Unit k of the first dense layer has the gradients ∂L/∂b[k] = Σ_i d_i and ∂L/∂W[:, k] = Σ_i d_i · x_i over the examples
 * x_i of a lot. Their quotient is an average of the examples that switch the unit on: with one example, that example.
 */
import { blockOf, defineAttack, ImpossibleCombination, z } from "fedleak";
import type { Claim, Observation } from "fedleak";

const params = z.strictObject({
  units: z.int().min(1).max(64).default(1).describe("units whose input is claimed, the strongest first; 1 to 64"),
});

export default defineAttack({
  name: "my-attack",
  summary: "Divides the kernel's gradient of the strongest unit by that of its bias.",
  reference: {
    title: "Phong, Aono, Hayashi, Wang, Moriai: Privacy-preserving deep learning via additively homomorphic encryption",
    url: "https://eprint.iacr.org/2017/715",
    year: 2017,
  },
  threat: {
    seat: "server",
    behaviour: "honest-but-curious",
    sees: ["each participant's update", "the weights it was computed on"],
    knows: ["the model"],
  },
  params,
  // everything the adversary may know is in the second argument; the truth is nowhere
  create({ units }, { network, batchSize }) {
    const block = (name: string) => network.layout.find((one) => one.name === name);
    const [kernel, bias] = [block("dense-1/kernel"), block("dense-1/bias")];
    const outputBias = network.layout.at(-1);
    if (kernel === undefined || bias === undefined || outputBias === undefined) {
      throw new ImpossibleCombination("this attack needs a dense layer", { hint: "train the model mlp or softmax" });
    }
    if (units > bias.size) {
      const hint = `choose from 1 to ${bias.size}`;
      throw new ImpossibleCombination(`the first dense layer has ${bias.size} units`, { parameter: ["units"], hint });
    }

    const read = ({ update, round, participant }: Observation): Claim => {
      const [w, b] = [blockOf(update, kernel), blockOf(update, bias)];
      const strongest = [...b.keys()].sort((k, l) => Math.abs(b[l]) - Math.abs(b[k])).slice(0, units);
      const images = strongest.flatMap((k) =>
        Array.from({ length: kernel.size / bias.size }, (_, pixel) =>
          b[k] === 0 ? 0 : w[pixel * bias.size + k] / b[k],
        ),
      );
      // only the true classes of a lot pull the gradient of the output's bias below zero
      const logits = blockOf(update, outputBias);
      const label = logits.indexOf(Math.min(...logits));
      const labels = Int32Array.from(strongest, () => label);
      return {
        kind: "reconstruction",
        turn: { round, participant },
        lotSize: batchSize,
        strategies: [{ name: "raw", images: Float32Array.from(images), labels }],
        explanation: batchSize === 1 ? [] : [`each image is an average over a lot of about ${batchSize}`],
      };
    };

    const observations: Observation[] = [];
    return {
      observe(observation) {
        observations.push(observation);
      },
      async *infer(signal) {
        const claims: Claim[] = [];
        for (const observation of observations) {
          if (signal.aborted) break;
          claims.push(read(observation));
          yield { done: claims.length, total: observations.length };
        }
        return claims;
      },
    };
  },
});
