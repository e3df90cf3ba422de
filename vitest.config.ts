import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/cluster.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // For what comes by itself, on a machine that has much else to do.
    expect: { poll: { timeout: 20_000, interval: 20 } },
    maxWorkers: 2,
    // One process serves many files: starting and importing anew for each took half of the time. A file leaves nothing behind.
    isolate: false,
  },
});
