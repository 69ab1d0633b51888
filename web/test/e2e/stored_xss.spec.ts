import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { payloads } from './payloads';
import { seePasskeys, seePlanted } from './planted';
import { expect, test } from './support';
import { parts } from './tour';
import type { Look, Say, Tour } from './touring';

const english = JSON.parse(readFileSync(new URL('../../src/i18n/en.json', import.meta.url), 'utf8')) as Record<string, string>;
const say: Say = (key) => english[key] ?? key;

/** What ran, as pages tell it: the payloads call canary(), and nothing else does. */
async function watch(page: Page): Promise<string[]> {
  const ran: string[] = [];
  await page.exposeFunction('canary', () => ran.push(`canary at ${page.url()}`));
  page.on('dialog', (dialog) => {
    ran.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.context().on('page', (opened) => ran.push(`a window: ${opened.url()}`));
  return ran;
}

/** What stands in the page that only a payload can have brought: elements, handlers, addresses that run. */
async function broughtIn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = [...document.querySelectorAll('[data-planted], iframe, object, embed, base, marquee, math, body script:not([src])')];
    const running = [...document.querySelectorAll('*')].filter((element) =>
      [...element.attributes].some(
        ({ name, value }) => /^on/i.test(name) || (/^(href|src|action|formaction|xlink:href)$/i.test(name) && /^[\s\0-\x20]*(java|vb)script:|^\s*data:text/i.test(value)),
      ),
    );
    return [...found, ...running].map((element) => element.outerHTML.slice(0, 200));
  });
}

test('the canary sings where a text becomes HTML', async ({ browser }) => {
  const page = await browser.newPage();
  const ran = await watch(page);
  let sang = 0;
  for (const payload of payloads) {
    ran.length = 0;
    await page.setContent(`<p>${payload}</p><a href="${payload}">x</a>`);
    await page.waitForTimeout(20);
    if (ran.length > 0 || (await broughtIn(page)).length > 0) sang += 1;
  }
  console.log(`${sang} of ${payloads.length} payloads show in a page that escapes nothing`);
  expect(sang).toBeGreaterThan(45);
  await page.close();
});

/** Looks that a page holds nothing that ran, or could. */
async function looking(page: Page): Promise<Look> {
  const ran = await watch(page);
  return async (where) => {
    expect(await broughtIn(page), where).toEqual([]);
    expect(ran, where).toEqual([]);
  };
}

const walks: Record<string, (tour: Tour) => Promise<void>> = { ...parts, 'names of passkeys': seePasskeys, 'what was planted': seePlanted };

for (const [name, walk] of Object.entries(walks))
  test.describe(`payloads in every text field: ${name}`, () => {
    test.use({ viewport: { width: 1360, height: 2400 } });

    test('none of them runs on any screen', async ({ page, cast }) => {
      test.setTimeout(900_000);
      await walk({ page, cast, say, look: await looking(page) });
    });
  });
