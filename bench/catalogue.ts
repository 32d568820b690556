/** The benchmarks, in the order of the table. @module */
import type { Benchmark } from "./benchmark.js";
import { dpSgd } from "./rows/dp-sgd.js";
import { epsilon } from "./rows/epsilon.js";
import { fluteLr } from "./rows/flute-lr.js";
import { growth } from "./rows/growth.js";
import { matching } from "./rows/matching.js";
import { memory } from "./rows/memory.js";
import { overhead } from "./rows/overhead.js";
import { sparse } from "./rows/sparse.js";
import { step } from "./rows/step.js";
import { wire } from "./rows/wire.js";

export const benchmarks: readonly Benchmark[] = [
  overhead,
  wire,
  sparse,
  step,
  dpSgd,
  epsilon,
  matching,
  fluteLr,
  memory,
  growth,
];
