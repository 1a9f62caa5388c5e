import { defineConfig } from 'vitest/config';

// The laws read the sources and need no database, so `npm run check` can have them in seconds; all else has one.
const laws = 'test/laws/**/*.test.ts';
// These replace a library for themselves, so they share their process with no other file.
const alone = ['school/passwords.test.ts'];

export default defineConfig({
  test: {
    pool: 'forks',
    // Files run one after another in the same processes: half of a file's time was the loading of the house.
    isolate: false,
    maxWorkers: '100%',
    // A test meets a real server, a browser or another process; two cores are enough to hold them all up at times.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    expect: { poll: { timeout: 15_000 } },
    // Node runs the files as they are, as in the program itself; so what is tested is what will run.
    experimental: { viteModuleRunner: false },
    projects: [
      { extends: true, test: { name: 'laws', include: [laws], sequence: { groupOrder: 0 } } },
      { extends: true, test: { name: 'alone', include: alone, isolate: true, sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: 'school',
          include: ['**/*.test.ts'],
          exclude: [laws, ...alone, 'node_modules/**'],
          globalSetup: 'test/setup/server.ts',
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
