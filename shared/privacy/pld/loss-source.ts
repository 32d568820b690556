/** What a privacy loss distribution can be made from. @module */
import type { OutputPair } from "./output-pair.js";

export type LossSource = OutputPair;
