/** The aggregators of the installation. @module */
import type { AggregatorPlugin } from "../../shared/plugins/aggregator.js";
import { dpFedAvg } from "./dp-fedavg/index.js";
import { mean } from "./mean/index.js";

export const aggregators: readonly AggregatorPlugin[] = [mean, dpFedAvg];
