/** From the names in a job to the things they name. @module */
import { datasets } from "../datasets/index.js";
import { models } from "../models/index.js";
import { loadPlugin } from "../plugins/load.js";
import type { Dataset, DatasetPlugin, ModelPlugin } from "../plugins/task.js";
import type { Network } from "../tensor/network.js";
import type { TaskJob } from "./messages.js";

export async function buildTask(job: TaskJob): Promise<{ dataset: Dataset; network: Network }> {
  const datasetPlugin = await loadPlugin<DatasetPlugin>(job.dataset, datasets);
  const dataset = datasetPlugin.create(datasetPlugin.params.parse(job.dataset.params), { folder: job.folder });
  const modelPlugin = await loadPlugin<ModelPlugin>(job.model, models);
  const shape = { inputShape: dataset.shape, classes: dataset.classes + (job.extraClasses ?? 0) };
  return { dataset, network: modelPlugin.create(modelPlugin.params.parse(job.model.params), shape) };
}
