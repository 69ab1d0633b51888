import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { languages } from '../../src/i18n/languages';
import { expectFits } from './fitting';
import { collectData, foreignIn, pseudo, speakPseudo } from './pseudo';
import { ask, expect, signIn, test } from './support';
import { seeEverything } from './tour';
import type { Look, Say } from './touring';

function catalogue(language: string): Record<string, string> {
  return JSON.parse(readFileSync(new URL(`../../src/i18n/${language}.json`, import.meta.url), 'utf8')) as Record<string, string>;
}

const english = catalogue('en');
const sayPseudo: Say = (key) => pseudo(english[key] ?? key);

/** Chooses the language as a reader would have done before. */
async function speak(page: Page, language: string) {
  await page.addInitScript((chosen) => localStorage.setItem('guildhall.language', chosen), language);
}

const narrow = { width: 360, height: 780 };
const wide = { width: 1360, height: 850 };
// A service worker would answer in the place of the catalogue that the test puts in.
test.use({ serviceWorkers: 'block' });

for (const viewport of [narrow, wide]) {
  test.describe(`in a language that nobody speaks, at ${viewport.width} px`, () => {
    test.use({ viewport });

    test('every word comes from a catalogue, and nothing overflows', async ({ page, cast }) => {
      test.setTimeout(240_000);
      const data = await collectData(page);
      await speakPseudo(page);
      const look: Look = async (where) => {
        expect.soft(await foreignIn(page, data()), where).toEqual([]);
        await expectFits(page, where);
      };
      await seeEverything({ page, cast, say: sayPseudo, look });
    });
  });

  test.describe(`written from right to left, at ${viewport.width} px`, () => {
    test.use({ viewport });

    test('every page mirrors, and nothing overflows', async ({ page, cast }) => {
      test.setTimeout(300_000);
      await speakPseudo(page, 'rtl');
      const look: Look = async (where) => {
        await expect(page.locator('html'), where).toHaveAttribute('dir', 'rtl');
        await expectFits(page, where);
      };
      await seeEverything({ page, cast, say: sayPseudo, look });
    });
  });
}

for (const language of Object.keys(languages).filter((tag) => tag !== 'en')) {
  test.describe(`in ${language} at 360 px`, () => {
    test.use({ viewport: narrow, hasTouch: true });

    test('nothing overflows on any page', async ({ page, cast }) => {
      test.setTimeout(240_000);
      await speak(page, language);
      const texts = catalogue(language);
      const say: Say = (key) => texts[key] ?? key;
      const look: Look = async (where) => {
        await expect(page.locator('html'), where).toHaveAttribute('lang', language);
        await expectFits(page, where);
      };
      await seeEverything({ page, cast, say, look });
    });
  });
}

test.describe('written from right to left', () => {
  test.use({ viewport: wide });

  test('the rail stands on the right, tables begin there, and the arrow keys follow', async ({ page, cast }) => {
    await speakPseudo(page, 'rtl');
    await signIn(page, cast.ada);
    const first = page.locator('[data-cell="0:0"]');
    await first.waitFor();
    const left = async (selector: string) => (await page.locator(selector).boundingBox())?.x ?? NaN;
    expect(await left('.rail')).toBeGreaterThan(await left('.sheet'));
    expect(await left('[data-cell="0:0"]')).toBeGreaterThan(await left('[data-cell="0:1"]'));
    await first.focus();
    await page.keyboard.press('ArrowLeft');
    await expect(page.locator('[data-cell="0:1"]')).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(first).toBeFocused();
  });
});

test.describe('a reader whose browser prefers French', () => {
  test.use({ locale: 'fr-CH' });

  test('signs in and sets up in French', async ({ page }) => {
    await page.goto('/sign-in');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Se connecter');
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
    await page.goto('/setup#no-such-link');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Installer Guildhall');
    await expect(page.getByLabel('Pays').locator('option:checked')).toHaveText('Suisse');
  });
});

test('the language of the account follows to another browser, and what was chosen there wins', async ({ page, cast, browser }) => {
  await signIn(page, cast.bob);
  await page.goto('/account');
  const profile = page.getByRole('region', { name: 'About me' });
  await profile.getByLabel('Language').selectOption('de');
  await profile.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mein Konto');
  const elsewhere = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  try {
    await signIn(elsewhere, cast.bob);
    await expect(elsewhere.locator('html')).toHaveAttribute('lang', 'de');
    await expect(elsewhere.getByRole('heading', { level: 1 })).toContainText('Kunden');
    await elsewhere.getByLabel('Sprache').selectOption('fr');
    await expect(elsewhere.getByRole('heading', { level: 1 })).toContainText('Clients');
    await elsewhere.reload();
    await expect(elsewhere.getByRole('heading', { level: 1 })).toContainText('Clients');
  } finally {
    const { version } = JSON.parse((await ask(page, 'GET', '/me/profile')).text) as { version: number };
    const status = await page.evaluate(async (known) => {
      const me = (await (await fetch('/api/v1/me')).json()) as { csrf_token: string };
      const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': me.csrf_token, 'If-Match': `"${known}"` };
      return (await fetch('/api/v1/me/profile', { method: 'PATCH', headers, body: '{"language":"en"}' })).status;
    }, version);
    expect(status).toBe(200);
    await elsewhere.context().close();
  }
});

test('the server is asked in the language that was chosen, so that it sorts by it', async ({ page, cast }) => {
  await speak(page, 'de');
  const asked = page.waitForRequest((request) => request.url().includes('/api/v1/customers?'));
  await signIn(page, cast.ada);
  expect(await (await asked).headerValue('accept-language')).toBe('de');
});

test('numbers, money and dates are written as the language writes them', async ({ page, cast }) => {
  await speak(page, 'de');
  await signIn(page, cast.ada, '/estimates/new');
  await page.getByLabel('Beschreibung, Position 1').fill('Werkstatt');
  await page.getByLabel('Menge, Position 1').fill('2');
  await page.getByLabel('Einzelpreis, Position 1').fill('1.234,50');
  await expect(page.locator('.totals')).toContainText('2.469,00');
  await page.goto('/account');
  await expect(page.locator('time').first()).toHaveText(/vor|jetzt|gestern|heute/);
});
