/** A run directory such as a run leaves it, with scores of made-up attacks on given images. @module */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Summary, VariantSummary } from "../../lab/runs/summary.js";
import { scoreAttack } from "../../lab/score/score-attack.js";
import { writeAttack } from "../../lab/score/write-attack.js";
import type { Claim, SearchHistory, ThreatModel } from "../../shared/plugins/attack.js";
import type { Examples } from "../../shared/plugins/task.js";
import { RngStream } from "../../shared/random/rng-stream.js";

export interface FixtureVariant {
  /** "Infinity" where there is no mechanism */
  readonly epsilon: number | "Infinity";
  /** standard deviation of the claims' error at a target, counted from 0 */
  readonly error: (target: number) => number;
  /** after `round` rounds, a fraction */
  readonly accuracy: (round: number) => number;
  /** of its configuration's part of that name */
  readonly training?: Readonly<Record<string, unknown>>;
}

export interface Fixture {
  readonly question: string;
  /** lots of `lotSize` are made of them, in order */
  readonly targets: Examples;
  readonly lotSize: number;
  readonly auxiliary: Examples;
  readonly rounds: number;
  readonly variants: Readonly<Record<string, FixtureVariant>>;
  /** of the search for every claim; none by default */
  readonly frameIterations?: readonly number[];
  readonly status?: Summary["status"];
  readonly reason?: string;
}

const threat: ThreatModel = {
  seat: "server",
  behaviour: "honest-but-curious",
  sees: ["every participant's update", "the weights it sends"],
  knows: ["the model", "the lot size expected", "the defence and its parameters", "examples of the task nobody holds"],
};

function writeEvents(directory: string, rounds: number, { epsilon, accuracy }: FixtureVariant): void {
  const events: object[] = [];
  for (let round = 1; round <= rounds; round++) {
    events.push({ type: "round", round, accepted: 10, seconds: 0.05, upBytes: 4_000_000, downBytes: 4_000_000 });
    if (round % 10 !== 0 && round !== 1) continue;
    events.push({ type: "evaluation", round, accuracy: accuracy(round), loss: 2.3 * (1 - accuracy(round)) });
    const spent = epsilon === "Infinity" ? epsilon : epsilon * Math.sqrt(round / rounds);
    events.push({ type: "privacy", round, epsilon: { rdp: spent } });
  }
  const lines = events.map((event, seq) => JSON.stringify({ seq, ms: 50 * seq, ...event }));
  writeFileSync(join(directory, "events.jsonl"), `${lines.join("\n")}\n`);
}

/** A search from mid-grey to `images` in even steps, whose objective falls by a decade a frame. */
function searchFor(images: Float32Array, frameIterations: readonly number[]): SearchHistory {
  const last = frameIterations.length - 1;
  const frames = frameIterations.flatMap((_, frame) =>
    [...images].map((value) => 0.5 + (value - 0.5) * (frame / last)),
  );
  return {
    strategy: "raw",
    iterations: frameIterations,
    objective: frameIterations.map((_, frame) => 3.14 * 10 ** -frame),
    frameIterations,
    frames: Float32Array.from(frames),
  };
}

/** Truths with Gaussian errors, in two strategies, lot by lot in reversed order. */
function claimsOf({ targets, lotSize, frameIterations }: Fixture, error: FixtureVariant["error"], rng: RngStream) {
  const size = targets.images.length / targets.labels.length;
  const lots = Array.from({ length: Math.ceil(targets.labels.length / lotSize) }, (_, lot) => {
    const [from, to] = [lot * lotSize, Math.min((lot + 1) * lotSize, targets.labels.length)];
    const turn = { participant: lot % 10, round: 1 + Math.floor(lot / 10) };
    const images = targets.images.slice(from * size, to * size);
    return { turn, from, images, labels: targets.labels.slice(from, to) };
  });
  const claims = lots.map(({ turn, from, images, labels }): Claim => {
    const noisy = images.map((value, i) => value + error(from + Math.floor(i / size)) * rng.gaussian());
    const raw = { name: "raw", images: noisy, labels };
    const denoised = { name: "denoised", images: noisy.map((value) => (value > 0.5 ? value : 0.6 * value)), labels };
    const quiet = error(from) < 0.05;
    const why = quiet
      ? `separated ${labels.length} examples by rows only one of them activates`
      : "noise hides the rows of single examples: signal to noise 0.02";
    return {
      kind: "reconstruction",
      turn,
      lotSize: labels.length,
      strategies: [raw, denoised],
      explanation: [why],
      ...(frameIterations !== undefined && { history: searchFor(noisy, frameIterations) }),
    };
  });
  return { truths: lots, claims };
}

function writeVariant(directory: string, fixture: Fixture, name: string): VariantSummary {
  const variant = fixture.variants[name];
  const rng = RngStream.fromSeed(7).fork(name);
  mkdirSync(directory, { recursive: true });
  writeEvents(directory, fixture.rounds, variant);
  const { auxiliary } = fixture;
  const { truths, claims } = claimsOf(fixture, variant.error, rng);
  const scored = scoreAttack({ kind: "gradient-inversion", seat: "server", claims, truths, auxiliary, rng });
  writeAttack(join(directory, "attacks", "curious"), {
    id: "curious",
    threat,
    claims,
    truths,
    shape: auxiliary.shape,
    scored,
  });
  const isPrivate = variant.epsilon !== "Infinity";
  return {
    accuracy: variant.accuracy(fixture.rounds),
    loss: 2.3 * (1 - variant.accuracy(fixture.rounds)),
    rounds: fixture.rounds,
    digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    upBytes: 4_000_000 * fixture.rounds,
    downBytes: 4_000_000 * fixture.rounds,
    seconds: 18.4,
    privacy: {
      unit: "example",
      neighbours: "add-or-remove-one",
      protectsAgainst: isPrivate ? ["server", "network", "participant", "querier"] : [],
      mechanism: isPrivate
        ? "Gaussian, noise multiplier 0.389, Poisson-sampled at 0.01333"
        : "none: no defence adds noise to the update",
      delta: 1e-5,
      epsilon: variant.epsilon === "Infinity" ? "Infinity" : { rdp: variant.epsilon, pld: variant.epsilon * 0.9 },
      sampling: "Poisson: every example is drawn independently each turn, in secret",
      meaning: isPrivate
        ? "What was released can multiply the odds of a suspicion that one given example was used by at most 2,990, up to a failure of the guarantee with probability 0.00001."
        : "No limit is known: what was released may turn a suspicion that one given example was used into certainty.",
    },
    attacks: { curious: scored.summary },
    incidents: 0,
  };
}

/** Writes everything the report reads into `directory`. */
export function writeRunDirectory(directory: string, fixture: Fixture): void {
  const names = Object.keys(fixture.variants);
  const variants = Object.fromEntries(names.map((name) => [name, writeVariant(join(directory, name), fixture, name)]));
  const summary: Summary = {
    schema: 1,
    scenario: "curious-server",
    question: fixture.question,
    status: fixture.status ?? "completed",
    ...(fixture.reason !== undefined && { reason: fixture.reason }),
    seed: 7,
    seeds: 1,
    randomness: "reproducible",
    backend: "wasm",
    seconds: 41.2,
    variants,
    expectations: [
      { variant: names[0], metric: "attacks.curious.psnrDb", above: 20, met: true, value: 96.1 },
      { variant: names[names.length - 1], metric: "attacks.curious.psnrDb", below: 14, met: true, value: 12.4 },
    ],
    cautions: ["one seed only: differences between variants may be chance; --seeds 5 shows how much"],
    command: "fedleak run scenarios/curious-server.yaml participants.count=10 --backend wasm --seeds 1",
  };
  const write = (name: string, value: unknown) => writeFileSync(join(directory, name), JSON.stringify(value, null, 2));
  write("summary.json", summary);
  const config = {
    schema: 1,
    name: summary.scenario,
    question: summary.question,
    task: { dataset: { kind: "mnist" }, model: { kind: "mlp" } },
    participants: { count: 10, partition: { kind: "iid" } },
    training: { rounds: fixture.rounds, sampling: "poisson", batchSize: fixture.lotSize, learningRate: 0.1 },
    attacks: [{ id: "curious", kind: "gradient-inversion", target: { rounds: [1] } }],
  };
  const resolved = names.map((name) => {
    const { training } = fixture.variants[name];
    return { name, config: { ...config, training: { ...config.training, ...training } } };
  });
  write("resolved.json", { name: summary.scenario, variants: resolved });
  write("environment.json", { fedleak: "0.1.0", node: "v20.20.2", backend: { name: "wasm", version: "4.22.0" } });
}
