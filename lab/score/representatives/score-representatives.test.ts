import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RepresentativeClaim } from "../../../shared/plugins/participant-attack.js";
import type { Dataset, ExampleStore } from "../../../shared/plugins/task.js";
import { RngStream } from "../../../shared/random/rng-stream.js";
import { useBackend } from "../../../shared/tensor/backend/index.js";
import { dense } from "../../../shared/tensor/layers/dense.js";
import { Network } from "../../../shared/tensor/network.js";
import { judgeOf } from "../../judge/judge-of.js";
import type { Judging } from "../../judge/judging.js";
import { asRepresentatives } from "../../runs/representatives-record.js";
import { concatFloats } from "../concat.js";
import { gatherOrigins } from "./origins.js";
import { scoreRepresentatives } from "./score-representatives.js";
import { writeRepresentatives } from "./write-representatives.js";

const shape = [12, 12, 1];
const size = 144;

/** A bar of class 0, 1 or 2: upright, lying or sloping, with a place and a brightness of its own and some noise. */
function draw(label: number, rng: RngStream): Float32Array {
  const [at, brightness] = [3 + rng.integer(6), 0.6 + 0.3 * rng.uniform()];
  return Float32Array.from({ length: size }, (_, i) => {
    const [y, x] = [Math.floor(i / 12), i % 12];
    const away = [x - at, y - at, x - y + at - 6][label];
    return Math.min(1, Math.max(0, (Math.abs(away) < 1.5 ? brightness : 0) + 0.1 * rng.uniform()));
  });
}

function storeOf(count: number, rng: RngStream): ExampleStore {
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 3);
  const images = [...labels].map((label) => draw(label, rng));
  return {
    ...{ count, shape, labels },
    gather(indices) {
      const gathered = new Float32Array(indices.length * size);
      Array.from(indices).forEach((index, place) => gathered.set(images[index], place * size));
      return { images: gathered, labels: Int32Array.from(indices, (index) => labels[index]), shape };
    },
  };
}

const stores = { train: storeOf(300, RngStream.fromSeed(1)), test: storeOf(150, RngStream.fromSeed(2)) };
const dataset: Dataset = { shape, classes: 3, open: (split) => stores[split] };
const indicesOf = (label: number, until = 300) =>
  Int32Array.from(Array.from({ length: until / 3 }, (_, i) => 3 * i + label));

let judge: Judging;
beforeAll(async () => {
  await useBackend("wasm");
  const shared = new Network([dense(2, 2, "glorot-uniform")]);
  judge = await judgeOf(dataset, shared, RngStream.fromSeed(3), { batchSize: 16, steps: 120 });
});

const claim = (images: Float32Array, round = 5, explanation: string[] = []): RepresentativeClaim => ({
  kind: "representatives",
  ...{ targetClass: 2, round, images, explanation },
});

const common = () => ({
  kind: "gan",
  dataset,
  judge,
  victims: indicesOf(2),
  own: Int32Array.from([...indicesOf(0), ...indicesOf(1)]),
  rng: RngStream.fromSeed(4),
});
const score = (...claims: RepresentativeClaim[]) => scoreRepresentatives({ ...common(), claims });

/** As a perfect generator would draw them. */
const fresh = (count: number) => {
  const rng = RngStream.fromSeed(9);
  return concatFloats(Array.from({ length: count }, () => draw(2, rng)));
};

test("the judge knows the toy classes", async () => {
  expect((await judge.skill()).accuracy).toBeGreaterThan(0.97);
});

describe("what leaked", () => {
  test("images of the class, which are not its records", async () => {
    const { summary } = await score(claim(fresh(64)));
    const { targetClassShare, frechetDistance, nearerToVictims, distinctness } = summary.metrics;
    expect(summary.verdict).toBe("leaked");
    expect(targetClassShare.value).toBeGreaterThan(0.9);
    expect(targetClassShare.chance).toBeLessThan(0.1);
    expect(Object.keys(targetClassShare.controls).sort()).toEqual(["noise", "own-images", "own-mean"]);
    expect(Object.keys(targetClassShare.ceilings!).sort()).toEqual(["real-images", "real-mean"]);
    expect(targetClassShare).toMatchObject({ n: 64, seeds: 1 });
    expect(frechetDistance.chance).toBe(Math.min(...Object.values(frechetDistance.controls)));
    expect(frechetDistance.value).toBeLessThan(frechetDistance.chance / 4);
    expect(nearerToVictims.low).toBeLessThan(0.5);
    expect(nearerToVictims.controls.coin).toBe(0.5);
    expect(distinctness.value).toBeGreaterThan(0.8);
    expect(distinctness.chance).toBe(0);
    expect(summary.explanation.join("\n")).toMatch(/^of 64 samples .* are taken for the class/);
    expect(summary.explanation.join("\n")).toMatch(/the class, not its records/);
    expect(summary.explanation.join("\n")).not.toMatch(/collapse/);
    expect(summary.explanation.join("\n")).toMatch(/class 2, as claimed in round 5; the classifier is right on/);
  });

  test("records, where samples are copies of the victims'", async () => {
    const { images } = stores.train.gather(indicesOf(2).slice(0, 64));
    const { summary } = await score(claim(images));
    expect(summary.metrics.nearerToVictims.low).toBeGreaterThan(0.5);
    expect(summary.metrics.ssimToVictims.value).toBeGreaterThan(0.9);
    expect(summary.explanation.join("\n")).toMatch(/images of victims are remembered/);
  });

  test("one image of the class many times is a leak, and called a collapse", async () => {
    const image = fresh(1);
    const { summary } = await score(claim(Float32Array.from({ length: 32 * size }, (_, i) => image[i % size])));
    expect(summary.verdict).toBe("leaked");
    expect(summary.metrics.distinctness.value).toBe(0);
    expect(summary.metrics.nearerToVictims.low).toBeLessThan(0.5);
    expect(summary.explanation.join("\n")).toMatch(/mode collapse: the samples differ from each other 0 % as much/);
  });
});

describe("what did not", () => {
  test("noise", async () => {
    const rng = RngStream.fromSeed(11);
    const { summary } = await score(claim(Float32Array.from({ length: 64 * size }, () => rng.uniform())));
    expect(summary.verdict).toBe("failed");
    expect(summary.explanation[0]).toMatch(/^attack failed: of 64 samples/);
  });

  test("the adversary's own images", async () => {
    const { images } = stores.train.gather(indicesOf(0).slice(0, 64));
    const { summary } = await score(claim(images));
    expect(summary.verdict).toBe("failed");
    expect(summary.metrics.targetClassShare.value).toBeLessThan(0.1);
  });

  test("an attack that never began is scored, as grey, and its last words are kept", async () => {
    const { summary, rounds } = await score(claim(new Float32Array(0), 5, ["the model is not good enough yet"]));
    expect(summary.verdict).toBe("failed");
    expect(summary.metrics.targetClassShare).toMatchObject({ value: 0, low: 0, high: 0, n: 0 });
    expect(summary.explanation[0]).toMatch(/it never began/);
    expect(summary.explanation).toContain("the model is not good enough yet");
    expect(rounds).toEqual([{ round: 5, samples: 0, values: {}, explanation: ["the model is not good enough yet"] }]);
  });

  test("no claim at all", async () => {
    const { summary } = await scoreRepresentatives({ ...common(), claims: [], failure: "out of memory" });
    expect(summary).toMatchObject({ verdict: "failed", metrics: {} });
    expect(summary.explanation).toEqual(["attack failed: it made no claim", "the attack itself broke: out of memory"]);
  });

  test("of a class that nobody held nothing leaks, whatever the samples show", async () => {
    const { summary } = await scoreRepresentatives({
      ...common(),
      claims: [claim(fresh(32))],
      victims: new Int32Array(0),
    });
    expect(summary.verdict).toBe("failed");
    expect(summary.metrics.targetClassShare.value).toBeGreaterThan(0.9);
    expect(summary.metrics).not.toHaveProperty("nearerToVictims");
    expect(summary.explanation.join("\n")).toMatch(/no participant held an image of the class/);
  });
});

test("every claim is a row, the last is the result, and a better one before is told", async () => {
  const { images } = stores.train.gather(indicesOf(0).slice(0, 16));
  const { summary, rounds } = await score(
    claim(new Float32Array(0), 1),
    claim(fresh(16), 3, ["attacks since round 2"]),
    claim(images, 5),
  );
  expect(rounds.map(({ round, samples }) => [round, samples])).toEqual([
    [1, 0],
    [3, 16],
    [5, 16],
  ]);
  expect(rounds[1].values.targetClassShare).toBeGreaterThan(0.9);
  expect(rounds[2].values.targetClassShare).toBe(summary.metrics.targetClassShare.value);
  expect(summary.explanation.join("\n")).toMatch(/best in round 3/);
});

test("an adversary without data of its own has fewer controls", async () => {
  const { summary } = await scoreRepresentatives({
    ...common(),
    claims: [claim(fresh(8))],
    own: new Int32Array(0),
  });
  expect(Object.keys(summary.metrics.targetClassShare.controls)).toEqual(["noise"]);
});

test("the same seed gives the same scores", async () => {
  expect((await score(claim(fresh(16)))).summary).toEqual((await score(claim(fresh(16)))).summary);
});

test("an image that several victims hold counts once", async () => {
  const victims = indicesOf(2, 60);
  const of = async (held: Int32Array) =>
    (await scoreRepresentatives({ ...common(), claims: [claim(fresh(8))], victims: held })).summary.metrics;
  expect(await of(Int32Array.from([...victims, ...victims]))).toEqual(await of(victims));
});

test("a class that the data do not have is refused", async () => {
  const input = { ...common(), targetClass: 7, victims: new Int32Array(0) };
  await expect(gatherOrigins(input, 4)).rejects.toThrow(/no image of class 7/);
});

describe("the files", () => {
  const directory = mkdtempSync(join(tmpdir(), "fedleak-representatives-"));
  afterAll(() => rmSync(directory, { recursive: true }));
  const threat = { seat: "participant", behaviour: "malicious", sees: ["the model"], knows: ["its data"] } as const;

  test("are sheets, tiles, samples and a record that can be read back", async () => {
    const claims = [claim(new Float32Array(0), 1, ["waits"]), claim(fresh(40), 3)];
    const scored = await score(...claims);
    writeRepresentatives(directory, { id: "curious", threat, claims, shape, scored });
    const at = (name: string) => readFileSync(join(directory, name));
    const record = asRepresentatives(JSON.parse(at("representatives.json").toString()));
    expect(record).toMatchObject({ id: "curious", targetClass: 2, summary: { verdict: "leaked" } });
    expect(record.judge).toEqual({
      model: (await judge.skill()).model,
      accuracy: (await judge.skill()).accuracy,
      classAccuracy: (await judge.skill()).classAccuracy[2],
    });
    expect(record.rounds.map(({ sheet }) => sheet)).toEqual([null, "rounds/3.png"]);
    expect(JSON.parse(at("claim.json").toString())).toEqual([
      { kind: "representatives", targetClass: 2, round: 1, images: 0, explanation: ["waits"] },
      { kind: "representatives", targetClass: 2, round: 3, images: 40, explanation: [] },
    ]);
    expect(at("claim-samples.npy").toString("latin1")).toContain("(40, 12, 12, 1)");
    // 8 by 4 images of 48 pixels with gaps of 8
    const sheet = PNG.sync.read(at("rounds/3.png"));
    expect([sheet.width, sheet.height]).toEqual([8 * 56 + 8, 4 * 56 + 8]);
    expect(record.nearest.length).toBe(16);
    const named = [
      ...Object.values(record.references),
      ...record.nearest.flatMap(({ sample, victim, heldOut }) => [sample, victim, heldOut]),
    ];
    for (const name of named) expect(PNG.sync.read(at(name!)).width).toBeGreaterThanOrEqual(48);
    expect(readdirSync(join(directory, "tiles")).length).toBe(48);
  });

  test("exist without a claim too", async () => {
    const scored = await scoreRepresentatives({ ...common(), claims: [] });
    writeRepresentatives(join(directory, "none"), { id: "none", threat, claims: [], shape, scored });
    const record = JSON.parse(readFileSync(join(directory, "none", "representatives.json"), "utf8")) as unknown;
    expect(asRepresentatives(record)).toMatchObject({ targetClass: null, judge: null, rounds: [], nearest: [] });
  });
});
