import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/harness/once.ts"],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // Compilers and the kernel are what takes time: more workers than cores gain nothing.
    maxWorkers: 2,
  },
});
