/** The partitions of the installation. @module */
import type { PartitionPlugin } from "../../plugins/task.js";
import { byClass } from "./by-class.js";
import { iid } from "./iid.js";

export const partitions: readonly PartitionPlugin[] = [iid, byClass];
