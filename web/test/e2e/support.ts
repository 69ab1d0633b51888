import { createHmac } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { keepAnswers } from './answers';

export interface Account {
  email: string;
  password: string;
  totp_secret: string | null;
  role: string;
  access_owner: string | null;
  guild: string | null;
  guild_id: string | null;
  spot: string | null;
  can_create_customers: boolean;
}

/** The accounts of the server under test: its demo-accounts.json, or those of the mock. */
export async function accountsOf(baseURL: string): Promise<Account[]> {
  const data = process.env['GUILDHALL_DATA'];
  const file = process.env['GUILDHALL_ACCOUNTS'] ?? (process.env['GUILDHALL_URL'] && data && `${data}/demo-accounts.json`);
  if (file) return JSON.parse(readFileSync(file, 'utf8')) as Account[];
  return (await (await fetch(`${baseURL}/mock/demo-accounts.json`)).json()) as Account[];
}

export interface Cast {
  /** A builder who may create customers, one of the same guild who may not, and one of another guild. */
  ada: Account;
  bob: Account;
  mallory: Account;
  /** The administrator of ada's guild. */
  grace: Account;
  /** The administrator of mallory's. */
  hugo: Account;
  /** Whose agency ada's guild belongs to, and the other agency. */
  olga: Account;
  otto: Account;
  /** The installation's admin and a moderator, with a second factor. */
  root: Account;
  mona: Account;
}

function need(account: Account | undefined, who: string): Account {
  if (!account) throw new Error(`the demo has no ${who}`);
  return account;
}

export async function castOf(baseURL: string): Promise<Cast> {
  const accounts = await accountsOf(baseURL);
  const builders = accounts.filter((account) => account.role === 'builder');
  const ada = need(builders.find((account) => account.can_create_customers), 'builder who may create customers');
  const mallory = need(builders.find((account) => account.guild_id !== ada.guild_id && account.can_create_customers), 'builder of another guild');
  const headOf = (guild: string | null) => accounts.find((account) => account.role === 'guild' && account.guild_id === guild);
  return {
    ada,
    bob: need(builders.find((account) => !account.can_create_customers && account.guild_id === ada.guild_id), 'builder who may not'),
    mallory,
    grace: need(headOf(ada.guild_id), 'guild administrator'),
    hugo: need(headOf(mallory.guild_id), 'administrator of the other guild'),
    olga: need(accounts.find((account) => account.role === 'access_owner' && account.access_owner === ada.access_owner), 'access owner'),
    otto: need(accounts.find((account) => account.role === 'access_owner' && account.access_owner !== ada.access_owner), 'other access owner'),
    root: need(accounts.find((account) => account.role === 'admin'), 'admin'),
    mona: need(accounts.find((account) => account.role === 'moderator'), 'moderator'),
  };
}

export interface Violation {
  directive: string;
  blocked: string;
  sample: string;
}

interface Fixtures {
  cast: Cast;
  violations: Violation[];
}

/** Every test watches the policy: one violation, or one error in a page, fails it. */
export const test = base.extend<Fixtures>({
  cast: async ({ baseURL }, use) => {
    await use(await castOf(baseURL ?? ''));
  },
  violations: [
    async ({ page }, use) => {
      const violations: Violation[] = [];
      const errors: string[] = [];
      await page.exposeFunction('reportViolation', (violation: Violation) => violations.push(violation));
      await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          const report = (globalThis as unknown as { reportViolation: (violation: object) => void }).reportViolation;
          report({ directive: event.effectiveDirective, blocked: event.blockedURI, sample: event.sample });
        });
      });
      page.on('pageerror', (error) => errors.push(error.message));
      const answersKept = keepAnswers(page.context());
      await use(violations);
      await answersKept();
      expect(violations, 'violations of the content security policy').toEqual([]);
      expect(errors, 'errors in the page').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** RFC 6238 with SHA-1, 30 s and six digits. */
export function totp(secret: string, at = Date.now()): string {
  const bits = Array.from(secret, (letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac('sha1', key).update(step).digest();
  const offset = (digest[19] ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Each code opens once: a step of the time is for whoever makes its folder first, in whichever process. */
async function ownStep(page: Page, secret: string): Promise<number> {
  const taken = `test-results/codes/${secret}`;
  mkdirSync(taken, { recursive: true });
  for (;;) {
    const now = Math.floor(Date.now() / 30_000);
    for (const step of [now, now + 1])
      try {
        mkdirSync(`${taken}/${step}`);
        return step;
      } catch {
        continue;
      }
    await page.waitForTimeout(1_000);
  }
}

async function giveCode(page: Page, secret: string) {
  for (let tries = 0; tries < 4; ++tries) {
    const step = await ownStep(page, secret);
    await expect(page.locator('#code')).toBeFocused();
    await page.locator('#code').fill(totp(secret, step * 30_000));
    const answered = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.url().endsWith('/sessions'));
    await page.keyboard.press('Enter');
    if ((await answered).ok()) return; // else somebody with a later step was quicker
  }
}

/** Signs in with the keyboard alone and waits for the app. */
export async function signIn(page: Page, account: Account, path = '/') {
  const entrance = path === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(path)}`;
  await page.goto(entrance).catch(() => page.goto(entrance)); // a page whose session is gone may be on its way to the sign-in itself
  await expect(page.locator('#email')).toBeFocused();
  await page.keyboard.type(account.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(account.password);
  await expect(page.locator('#submit')).toBeEnabled();
  await page.keyboard.press('Enter');
  if (account.totp_secret) await giveCode(page, account.totp_secret);
  await expect(page.locator('main#page')).toBeVisible({ timeout: 15_000 });
}

/** The choices that a picker or the palette offers now. */
export function choices(page: Page, name?: RegExp | string) {
  return page.getByRole('listbox').getByRole('option', name === undefined ? {} : { name });
}

/** What has the focus, in a few words. */
function focused(page: Page) {
  return page.evaluate(() => (document.activeElement?.cloneNode() as Element | undefined)?.outerHTML.slice(0, 80) ?? '');
}

/** Presses Tab until the place has the focus. */
export async function tabTo(page: Page, place: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab') {
  await place.waitFor();
  const stops: string[] = [];
  for (let presses = 0; presses < 80; presses += 1) {
    if (await place.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
    stops.push(await focused(page));
  }
  throw new Error(`the keyboard does not reach ${place.toString()} at ${page.url()}; it stopped at\n${stops.join('\n')}`);
}

export interface ApiAnswer {
  status: number;
  text: string;
}

/** Asks the API as the signed-in browser does. */
export async function ask(page: Page, method: string, path: string, body?: object): Promise<ApiAnswer> {
  return page.evaluate(
    async ({ method: verb, path: target, body: sent }) => {
      const me = (await (await fetch('/api/v1/me')).json()) as { csrf_token?: string };
      const answer = await fetch(`/api/v1${target}`, {
        method: verb,
        headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': me.csrf_token ?? '' },
        ...(sent ? { body: JSON.stringify(sent) } : {}),
      });
      return { status: answer.status, text: await answer.text() };
    },
    { method, path, body },
  );
}

export interface Made {
  id: string;
  version: number;
}

/** Makes a record by the API. */
export async function make(page: Page, path: string, body: object): Promise<Made> {
  const answer = await ask(page, 'POST', path, body);
  expect(answer.status, answer.text).toBe(201);
  return JSON.parse(answer.text) as Made;
}

let made = 0;

/** A name that no earlier run made. */
export function fresh(name: string): string {
  made += 1;
  return `${name} ${Date.now().toString(36)}${made}`;
}

/** Puts a text on the clipboard and pastes it with the keys. */
export async function paste(page: Page, text: string) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press('Control+V');
}
