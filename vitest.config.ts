import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // Vite would give tests graphql's .mjs and type-graphql its .js: two copies. Both get the .js.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    setupFiles: ["reflect-metadata"],
    globalSetup: ["test/support/cluster.ts"],
    include: ["test/**/*.test.ts"],
    // Files share one copy of the modules in each worker: nothing of ours lives in them, and loading them takes longer than the tests.
    isolate: false,
    // One more than cores: some tests wait for programs and connections, and each worker loads all modules once.
    maxWorkers: availableParallelism() + 1,
    // Long enough for a machine that does ten other things: no test is about how fast something comes.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000, interval: 20 } },
  },
});
