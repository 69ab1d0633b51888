import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { payloads } from './payloads';
import { plantEverywhere, textsOf, writing } from './planting';
import { plantPasskey } from './planting_keys';
import { expect, signIn, test } from './support';
import { seeEverything } from './tour';
import { settle, type Say } from './touring';

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

test.describe('payloads in every text field', () => {
  test.use({ viewport: { width: 1360, height: 2400 } });

  test('none of them runs on any screen', async ({ page, cast, baseURL }) => {
    test.setTimeout(900_000);
    const ran = await watch(page);
    const planted = await plantEverywhere(page, baseURL ?? '');
    let screens = 0;
    const look = async (where: string) => {
      screens += 1;
      expect(await broughtIn(page), where).toEqual([]);
      expect(ran, where).toEqual([]);
    };
    await plantPasskey(page, cast, say, planted, look);
    const missed = writing().flatMap(({ name, schema }) =>
      textsOf(schema)
        .filter((field) => !planted.fields.get(name)?.took.has(field) && !planted.fields.get(name)?.refused.has(field))
        .map((field) => `${name} ${field}: ${planted.refusals.get(name) ?? 'nobody could'}`),
    );
    expect(missed, 'texts that were never tried').toEqual([]);
    const fields = [...planted.fields.values()].reduce((sum, { took }) => sum + took.size, 0);
    console.log(`${payloads.length} payloads in ${fields} text fields of ${planted.fields.size} operations, ${planted.records} times`);

    await seeEverything({ page, cast, say, look });
    await page.context().clearCookies();
    await signIn(page, cast.grace);
    for (const path of [
      '/', '/customers?sort=-created_at', '/contacts', '/products', '/activities', '/estimates', '/guild', '/guild?part=spots', '/imports', '/audit', '/trash?kind=customers',
      ...planted.customers.slice(-8).map((id) => `/customers/${id}`),
      ...planted.estimates.slice(-8).map((id) => `/estimates/${id}`),
    ]) {
      await page.goto(path);
      await settle(page);
      await page.mouse.wheel(0, 2_000);
      await look(path);
    }
    console.log(`${screens} screens`);
  });
});
