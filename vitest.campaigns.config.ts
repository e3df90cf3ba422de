import { defineConfig } from 'vitest/config';

/** Minutes long: the whole program killed, raced and cut off, on a PostgreSQL that flushes to disk; and what is compared in every way. */
export default defineConfig({
  test: {
    include: ['test/campaigns/**/*.campaign.ts'],
    globalSetup: ['test/support/cluster.ts'],
    testTimeout: 30 * 60_000,
    hookTimeout: 5 * 60_000,
    fileParallelism: false,
  },
});
