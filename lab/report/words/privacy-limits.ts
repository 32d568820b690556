/** What a guarantee does not say. @module */
import type { PrivacySummary } from "../../runs/summary.js";

const seats = ["server", "network", "participant", "querier"];

/** Seats that a guarantee does not hold against. */
export const exposedTo = ({ protectsAgainst }: Pick<PrivacySummary, "protectsAgainst">): readonly string[] =>
  seats.filter((seat) => !protectsAgainst.includes(seat));

/** Sentences; the negative results that belong to a guarantee of this kind. */
export function limitsOf(privacy: PrivacySummary): readonly string[] {
  const { epsilon, unit, mechanism } = privacy;
  if (epsilon === "Infinity") {
    return [
      "An attack that fails is one adversary that did not succeed: without a finite epsilon nothing bounds the next.",
    ];
  }
  return [
    ...(unit === "example" ? ofExamples : ofParticipants),
    ...(mechanism.includes("ampled at") ? [sampledInSecret] : []),
    ...(mechanism.includes("sparse vector") ? [perParameter] : []),
  ];
}

const ofExamples = [
  "What many examples have in common is not protected: what a class looks like (Hitaj et al. 2017 learn it with a GAN), or which labels lots are full of.",
  "For the k examples of one participant together group privacy promises no more than k times epsilon, which for hundreds is nothing.",
];

const ofParticipants = ["What many participants have in common is not protected: it is what training is for."];

const sampledInSecret =
  "It relies on samples that stay secret: towards whoever sees or chooses who is in a lot, epsilon is that without sampling.";

const perParameter =
  "The epsilon of a parameter is what one of many costs: the guarantee for whoever is protected is the total.";
