/** Plain JavaScript: the reference that the others are tested against. @module */
import type { Backend } from "./backend.js";

export const cpu: Backend = {
  name: "cpu",
  strength: "the reference in plain JavaScript, slow",
  remedy: "reinstall with `npm ci`",
  async load() {
    const { version_cpu: version } = await import("@tensorflow/tfjs-backend-cpu");
    return version;
  },
};
