/** On which backends numeric tests run: all that load here, or those of FEDLEAK_BACKENDS, such as "tensorflow". @module */
import { probeBackends, useBackend } from "../../shared/tensor/backend/index.js";
import type { BackendName } from "../../shared/tensor/backend/backend.js";

const asked = process.env["FEDLEAK_BACKENDS"]?.split(",") as readonly BackendName[] | undefined;

// one that was asked for and does not load is a failure, with the reason, not fewer tests
for (const name of asked ?? []) await useBackend(name);

export const availableBackends: readonly BackendName[] =
  asked ?? (await probeBackends()).filter((probe) => probe.available).map((probe) => probe.name);
