import { defineConfig } from '@playwright/test';

/*
 * Against a running server: GUILDHALL_URL, and GUILDHALL_ACCOUNTS, the path of its demo-accounts.json (default: the one
 * in GUILDHALL_DATA, so that `tools/with_server --demo tools/web npm run e2e` does). Without them: against the mock. Chromium is Debian's; GUILDHALL_CHROMIUM names another.
 */
const url = process.env['GUILDHALL_URL'];
const results = process.env['GUILDHALL_RESULTS'];
const walks = /(accessibility|languages)\.spec\.ts$/;
const planting = /planting\.spec\.ts$/;
const hostile = /stored_xss\.spec\.ts$/;
// The key of a certificate that nobody has signed (tools/with_nginx): taken as good, where ignoring it would leave workers and passkeys out.
const key = process.env['GUILDHALL_TLS_PIN'];
const trusted = key ? [`--ignore-certificate-errors-spki-list=${key}`] : [];
const mock = 'http://localhost:4181';

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 8_000 },
  retries: 1, // a machine may stutter; what fails twice fails, and tools/steps tells what failed once
  // tools/check_security looks in GUILDHALL_RESULTS for what has run.
  reporter: [['list'], ...(results ? [['json', { outputFile: `${results}/browser-${Date.now()}.json` }] as const] : [])],
  use: {
    baseURL: url ?? mock,
    locale: 'en-GB',
    timezoneId: 'UTC',
    actionTimeout: 8_000,
    launchOptions: {
      executablePath: process.env['GUILDHALL_CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', ...trusted],
    },
  },
  // Those who walk through every page change little: two at a time. All others one after the other; the two kinds are run apart, for some of these measure.
  workers: 2,
  projects: [
    { name: 'flows', testIgnore: [walks, planting, hostile], workers: 1 },
    { name: 'walks', testMatch: walks, fullyParallel: true },
    // Leaves names behind that no other test expects: on a server of its own.
    { name: 'planting', testMatch: planting },
    { name: 'hostile', testMatch: hostile, fullyParallel: true, dependencies: ['planting'] },
  ],
  ...(url ? {} : { webServer: { command: 'node test/mock/server.ts 4181', url: `${mock}/mock/demo-accounts.json`, reuseExistingServer: false } }),
});
