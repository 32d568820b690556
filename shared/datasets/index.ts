/** The datasets of the installation. @module */
import type { DatasetPlugin } from "../plugins/task.js";
import { mnist } from "./mnist/index.js";

export const datasets: readonly DatasetPlugin[] = [mnist];
