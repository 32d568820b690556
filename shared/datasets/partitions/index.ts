/** The partitions of the installation. @module */
import type { PartitionPlugin } from "../../plugins/task.js";
import { byClass } from "./by-class.js";
import { dirichlet } from "./dirichlet.js";
import { identical } from "./identical.js";
import { iid } from "./iid.js";
import { labelLists } from "./labels.js";
import { shards } from "./shards.js";

export const partitions: readonly PartitionPlugin[] = [iid, byClass, shards, dirichlet, labelLists, identical];
