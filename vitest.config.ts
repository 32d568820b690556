import { defineConfig } from "vitest/config";

const common = { environment: "node" as const, setupFiles: [] as string[] };

/** Those that nothing may disturb come first, one at a time; then all others, two at a time: most of them wait a lot. */
const alone = { maxWorkers: 1, sequence: { groupOrder: 0 } };
const together = { maxWorkers: 2, sequence: { groupOrder: 1 } };

export default defineConfig({
  test: {
    projects: [
      { test: { ...common, name: "alone", ...alone, include: ["test/alone/**/*.test.ts"], testTimeout: 120_000 } },
      {
        test: {
          ...common,
          name: "unit",
          ...together,
          include: ["{shared,client,server,network,lab}/**/*.test.ts"],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...common,
          name: "contract",
          ...together,
          include: ["test/contract/**/*.test.ts"],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...common,
          name: "integration",
          ...together,
          include: ["test/integration/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          ...common,
          name: "e2e",
          ...together,
          include: ["test/e2e/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
