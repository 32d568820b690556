/** The models of the installation. @module */
import type { ModelPlugin } from "../plugins/task.js";
import { mlp } from "./mlp/index.js";
import { softmax } from "./softmax/index.js";

export const models: readonly ModelPlugin[] = [softmax, mlp];
