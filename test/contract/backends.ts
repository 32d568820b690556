/** On which backends numeric tests run: all that load here. @module */
import { probeBackends } from "../../shared/tensor/backend/index.js";
import type { BackendName } from "../../shared/tensor/backend/backend.js";

export const availableBackends: readonly BackendName[] = (await probeBackends())
  .filter((probe) => probe.available)
  .map((probe) => probe.name);
