/** attacks/<id>/representatives.json: what an attack by a participant claimed of a class, round by round. @module */
import { z } from "zod";
import type { ThreatModel } from "../../shared/plugins/attack.js";
import type { AttackSummary } from "./summary.js";

/** Files are PNG, their names relative to the attack's directory. */
export interface RepresentativeRound {
  readonly round: number;
  /** images that were claimed; 0 before the attack had begun */
  readonly samples: number;
  /** by metric, those that the samples say something about; empty without samples */
  readonly values: Readonly<Record<string, number>>;
  /** a contact sheet of the first samples; null without any */
  readonly sheet: string | null;
  /** the attack's own words */
  readonly explanation: readonly string[];
}

/** One of the samples, beside the images of the class that look most like it. */
export interface NearestTiles {
  readonly sample: string;
  readonly victim: string;
  /** of the test split; null where that has no image of the class */
  readonly heldOut: string | null;
}

export interface RepresentativesRecord {
  readonly schema: 1;
  readonly id: string;
  readonly threat: ThreatModel;
  readonly summary: AttackSummary;
  /** null where nothing was claimed, of any class */
  readonly targetClass: number | null;
  /** who said what the samples look like; null where nothing was claimed */
  readonly judge: {
    readonly model: string;
    /** fraction of the test split that it is right about */
    readonly accuracy: number;
    /** the same of the class; null where the test split has none of it */
    readonly classAccuracy: number | null;
  } | null;
  /** ascending, one a claim */
  readonly rounds: readonly RepresentativeRound[];
  /** contact sheets; null where there are no such images */
  readonly references: {
    /** of the class, that others than the adversary trained on, or that nobody did where they hold none */
    readonly victims: string | null;
    /** the mean of those of the class that nobody trained on */
    readonly heldOutMean: string | null;
    /** the adversary's own, which show other classes */
    readonly ownImages: string | null;
  };
  /** of the first samples of the last round */
  readonly nearest: readonly NearestTiles[];
}

const file = z.string().min(1);

/** The parts without which it cannot be shown. */
const shape = z.looseObject({
  schema: z.literal(1),
  id: z.string(),
  threat: z.looseObject({ seat: z.string() }),
  summary: z.looseObject({
    kind: z.string(),
    verdict: z.enum(["leaked", "partly", "failed"]),
    metrics: z.record(z.string(), z.looseObject({ value: z.number(), chance: z.number() })),
    explanation: z.array(z.string()),
  }),
  targetClass: z.int().min(0).nullable(),
  judge: z.looseObject({ model: z.string(), accuracy: z.number(), classAccuracy: z.number().nullable() }).nullable(),
  rounds: z.array(
    z.looseObject({
      round: z.int().min(1),
      samples: z.int().min(0),
      values: z.record(z.string(), z.number()),
      sheet: file.nullable(),
      explanation: z.array(z.string()),
    }),
  ),
  references: z.looseObject({
    victims: file.nullable(),
    heldOutMean: file.nullable(),
    ownImages: file.nullable(),
  }),
  nearest: z.array(z.looseObject({ sample: file, victim: file, heldOut: file.nullable() })),
});

/**
 * The document itself, checked.
 * @throws {RangeError} that says where it is not a record of representatives
 */
export function asRepresentatives(document: unknown): RepresentativesRecord {
  const { success, error } = shape.safeParse(document);
  if (success) return document as RepresentativesRecord;
  const [{ path, message }] = error.issues;
  throw new RangeError(`not a record of representatives: ${path.join(".")}: ${message}`);
}
