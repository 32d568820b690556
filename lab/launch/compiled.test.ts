import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { compiled } from "./compiled.js";

test("a build makes every process that the launcher starts", () => {
  for (const entry of Object.values(compiled)) expect(existsSync(entry), entry.href).toBe(true);
});
