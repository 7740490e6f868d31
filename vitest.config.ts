import { defineConfig } from 'vitest/config';

const storing = 'src/**/*.{store,service,reads,routes,command}.test.ts';

/** Two kinds: tests of thinking files need no engine and start at once; the others share one PostgreSQL and one engine. */
export default defineConfig({
  test: {
    // Only what hangs ends by these: a disk that another test keeps busy makes a start four times as long.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    // A worker reads the modules once and not for every file. No module of ours keeps anything that a test could meet again.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'thinking',
          include: ['src/**/*.test.ts', 'web/src/**/*.test.ts'],
          exclude: [storing, 'src/store/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'storing',
          include: [storing, 'src/store/**/*.test.ts', 'test/**/*.test.ts'],
          globalSetup: ['test/engines.ts'],
        },
      },
    ],
  },
});
