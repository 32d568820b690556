/** On which backends numeric tests run: all that load here. @module */
import { probeBackends, useBackend } from "../../shared/tensor/backend/index.js";
import type { BackendName } from "../../shared/tensor/backend/backend.js";

// CI says so where it has built tensorflow: then its absence is a failure, with the reason, not fewer tests
if (process.env["FEDLEAK_REQUIRE_TENSORFLOW"]) await useBackend("tensorflow");

export const availableBackends: readonly BackendName[] = (await probeBackends())
  .filter((probe) => probe.available)
  .map((probe) => probe.name);
