/** Says which backends there are; in a process of its own, because trying them loads them all. @module */
import { probeBackends, type BackendProbe } from "../../shared/tensor/backend/index.js";
import { answer } from "../support/answer.js";

answer<object, readonly BackendProbe[]>(() => probeBackends());
