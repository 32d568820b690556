/** What Flower needs for a round of flute-lr. @module */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { median } from "../statistics.js";
import { peers } from "./installation.js";

/** kept by `npm run bench:peers` */
export const flowerResult = join(peers.folder, "flower-flute-lr.json");

const result = z.object({ flower: z.string(), roundSeconds: z.array(z.number().positive()).min(1) });

/** Median, measured on this machine where `npm run bench:peers` has been run, else that of the reference machine. */
export function flowerRoundSeconds(): { value: number; of: string } {
  if (!existsSync(flowerResult)) return { value: 0.61, of: "Flower 1.40, the reference machine's" };
  const { flower, roundSeconds } = result.parse(JSON.parse(readFileSync(flowerResult, "utf8")));
  return { value: median(roundSeconds), of: `Flower ${flower}, measured before` };
}
