/** The attacks at the server's seat. @module */
import type { AttackPlugin } from "../../shared/plugins/attack.js";
import { gradientInversion } from "./gradient-inversion/index.js";
import { gradientMatching } from "./gradient-matching/index.js";

export const attacks: readonly AttackPlugin[] = [gradientInversion, gradientMatching];
