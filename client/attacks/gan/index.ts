/** A participant that makes the shared model its discriminator, and learns to draw a class that only others hold. @module */
import type { ParticipantAttackPlugin } from "../../../shared/plugins/participant-attack.js";
import { GanAdversary } from "./adversary.js";
import { refuseImpossible } from "./impossible.js";
import { params } from "./params.js";

export const gan: ParticipantAttackPlugin<typeof params> = {
  kind: "attack",
  name: "gan",
  summary:
    "A participant trains a generator against the shared model, and has others teach the model what its fakes lack.",
  reference: {
    title:
      "Hitaj, Ateniese, Perez-Cruz: Deep Models Under the GAN: Information Leakage from Collaborative Deep Learning",
    url: "https://arxiv.org/abs/1702.07464",
    year: 2017,
  },
  params,
  threat: {
    seat: "participant",
    behaviour: "malicious",
    sees: ["the shared model, as downloaded in each of its turns"],
    knows: [
      "the model's architecture and loss, and which class it wants to see",
      "its own examples, none of that class",
      "batch size, sampling, learning rate, rounds and the number of participants",
    ],
  },
  create(given, init) {
    refuseImpossible(given, init);
    return new GanAdversary(given, init);
  },
};
