import { defineConfig } from "vitest/config";

const common = { environment: "node" as const, setupFiles: [] as string[] };

const alone = { maxWorkers: 1, sequence: { groupOrder: 0 } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: "unit",
          include: ["{shared,client,server,network,lab}/**/*.test.ts"],
          testTimeout: 30_000,
          // one process each: they may share the cores, which the others fill with processes of their own
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      { test: { ...common, name: "contract", ...alone, include: ["test/contract/**/*.test.ts"], testTimeout: 60_000 } },
      {
        test: {
          ...common,
          name: "integration",
          ...alone,
          include: ["test/integration/**/*.test.ts"],
          testTimeout: 120_000,
        },
      },
      { test: { ...common, name: "e2e", ...alone, include: ["test/e2e/**/*.test.ts"], testTimeout: 300_000 } },
    ],
  },
});
