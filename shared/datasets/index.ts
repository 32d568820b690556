/** The datasets of the installation. @module */
import type { DatasetPlugin } from "../plugins/task.js";
import { csv } from "./csv/index.js";
import { fashionMnist } from "./fashion-mnist/index.js";
import { idx } from "./idx/index.js";
import { imageFolder } from "./image-folder/index.js";
import { mnist } from "./mnist/index.js";
import { syntheticFaces } from "./synthetic-faces/index.js";

export const datasets: readonly DatasetPlugin[] = [mnist, fashionMnist, idx, csv, imageFolder, syntheticFaces];
