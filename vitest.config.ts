import { defineConfig } from "vitest/config";

const common = { environment: "node" as const, setupFiles: [] as string[] };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: "unit",
          include: ["{shared,client,server,network,lab}/**/*.test.ts"],
          testTimeout: 30_000,
        },
      },
      { test: { ...common, name: "contract", include: ["test/contract/**/*.test.ts"], testTimeout: 60_000 } },
      { test: { ...common, name: "integration", include: ["test/integration/**/*.test.ts"], testTimeout: 120_000 } },
      { test: { ...common, name: "e2e", include: ["test/e2e/**/*.test.ts"], testTimeout: 300_000 } },
    ],
  },
});
