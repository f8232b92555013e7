import { defineConfig } from 'vitest/config';

/** They start whole processes, brokers, databases and browsers, whose time a busy machine may take away. */
const WITH_REAL_SERVERS = ['test/end-to-end/**/*.test.ts', '**/*.integration.test.ts'];
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
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'real-servers',
          include: WITH_REAL_SERVERS,
          exclude: NEVER,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          retry: 1,
        },
      },
    ],
  },
});
