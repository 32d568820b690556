import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PNG } from "pngjs";
import { afterAll, expect, test } from "vitest";
import { RngStream } from "../../shared/random/rng-stream.js";
import type { AttackRecord } from "../runs/attack-record.js";
import { scoreAttack } from "./score-attack.js";
import { writeAttack } from "./write-attack.js";

const directory = mkdtempSync(join(tmpdir(), "fedleak-attack-"));
afterAll(() => rmSync(directory, { recursive: true }));

const shape = [2, 3, 1];
const images = Float32Array.of(0, 0.2, 0.4, 0.6, 0.8, 1);
const turn = { participant: 0, round: 1 };
const claims = [
  {
    kind: "reconstruction" as const,
    turn,
    lotSize: 1,
    strategies: [{ name: "raw", images, labels: Int32Array.of(4) }],
    explanation: ["rank 1"],
    history: {
      ...{ strategy: "raw", iterations: [0], objective: [0.5], frameIterations: [0] },
      frames: images,
    },
  },
];
const truths = [{ turn, images, labels: Int32Array.of(4) }];
const threat = { seat: "server", behaviour: "honest-but-curious", sees: ["updates"], knows: ["the model"] } as const;

test("writes arrays, tiles, a contact sheet and scores that can be read back", () => {
  const auxiliary = { images: images.map((value) => 1 - value), labels: Int32Array.of(1), shape };
  const rng = RngStream.fromSeed(1);
  const scored = scoreAttack({ kind: "x", seat: "server", claims, truths, auxiliary, rng });
  writeAttack(directory, { id: "curious", threat, claims, truths, shape, scored });

  expect(readdirSync(directory).sort()).toEqual(
    ["claim-raw.npy", "claim.json", "history.json", "pairs.png", "scores.json", "tiles", "truth.npy"].sort(),
  );
  expect(JSON.parse(readFileSync(join(directory, "claim.json"), "utf8"))).toEqual([
    {
      kind: "reconstruction",
      turn,
      lotSize: 1,
      explanation: ["rank 1"],
      strategies: [{ name: "raw", images: 1, labels: [4] }],
    },
  ]);
  const npy = readFileSync(join(directory, "truth.npy"));
  expect(npy.toString("latin1")).toContain("(1, 2, 3, 1)");
  expect(npy.readFloatLE(npy.length - 4)).toBe(1);

  const record = JSON.parse(readFileSync(join(directory, "scores.json"), "utf8")) as AttackRecord;
  expect(record.targets[0]).toMatchObject({ label: 4, claimedLabel: 4, psnrDb: 100 });
  expect(record.control).toBe("mean-image");
  const tile = PNG.sync.read(readFileSync(join(directory, record.targets[0].tiles.truth)));
  expect([tile.width, tile.height]).toEqual([12, 8]);
  // the pixel in row 1, column 0 holds 0.6 = 153 / 255, four by four times
  expect([...tile.data.subarray((4 * 12 + 3) * 4, (4 * 12 + 3) * 4 + 4)]).toEqual([153, 153, 153, 255]);
});
