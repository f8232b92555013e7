import { defineConfig } from 'vitest/config';

/** They start whole processes, brokers, databases and browsers, whose time a busy machine may take away. */
const WITH_REAL_SERVERS = ['test/end-to-end/**/*.test.ts', '**/*.integration.test.ts'];
/** How long a condition may take to come true on a busy machine: that it does is what a test is about. */
const PATIENCE = { poll: { timeout: 20_000 } };
const NEVER = ['node_modules/**', 'dist/**', 'flows/node_modules/**'];

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'parts',
          include: ['**/*.test.ts'],
          exclude: [...NEVER, ...WITH_REAL_SERVERS],
          expect: PATIENCE,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'real-servers',
          include: WITH_REAL_SERVERS,
          exclude: NEVER,
          expect: PATIENCE,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          retry: 1,
        },
      },
    ],
  },
});
