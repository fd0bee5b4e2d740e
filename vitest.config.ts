import { defineConfig } from 'vitest/config'

/**
 * `npm test` is every project but `aws`, which needs servers that the project did not write (`npm run test:aws`).
 * Browser tests come last and one after the other: each starts a server and a Chromium of its own.
 */
export default defineConfig({
  test: {
    // Two workers on the two cores of a CI machine; more only makes the fsyncs of the SQLite tests wait for each other.
    maxWorkers: 2,
    restoreMocks: true,
    // A reading of the clock that depends on the host's zone shows here; TZ from outside still wins.
    env: { TZ: process.env.TZ ?? 'America/St_Johns' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{functions,shared,infra,web}/**/*.test.{ts,tsx}', 'test/support/**/*.test.ts'],
          testTimeout: 15_000,
        },
      },
      {
        extends: true,
        test: { name: 'infra', include: ['test/infra/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'acceptance',
          include: ['test/acceptance/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'aws',
          include: ['test/contract/**/*.aws.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})
