import { expect, fresh, signIn, test } from './support';

test('without a connection a page says so in words, and goes on when it is back', async ({ page, context, cast }) => {
  await signIn(page, cast.ada);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await context.setOffline(true);
  await expect(page.getByText('No connection. What you type stays here')).toBeVisible();
  await page.goto('/estimates');
  await expect(page.getByRole('heading', { name: 'No connection' })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole('heading', { name: 'Estimates' })).toBeVisible();
});

test('nothing that belongs to a company is kept on the device', async ({ page, cast }) => {
  const name = fresh('Locksmith');
  await signIn(page, cast.ada);
  await page.locator('body').press('c');
  await page.getByLabel('Company name').fill(name);
  await page.getByLabel('First name').fill('Nora');
  await page.getByLabel('Last name').fill('Whitfield');
  await page.getByLabel('E-mail').fill('nora@example.com');
  await page.getByRole('button', { name: 'Create customer' }).click();
  await expect(page.getByText(`${name} is a customer now`)).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const all = await Promise.all(names.map(async (each) => (await (await caches.open(each)).keys()).map((request) => new URL(request.url).pathname)));
    return { paths: all.flat(), local: JSON.stringify(localStorage) };
  });
  expect(kept.paths).toContain('/offline.html');
  for (const path of kept.paths) expect(path).toMatch(/^\/(offline\.html|favicon\.svg|assets\/)/);
  expect(kept.local).not.toContain(name);
});

test('it can be installed: name, icons and start are said', async ({ page, cast }) => {
  await signIn(page, cast.ada);
  const manifest = (await (await page.request.get('/manifest.webmanifest')).json()) as { name: string; display: string; icons: { src: string; sizes: string; purpose?: string }[] };
  expect(manifest).toMatchObject({ name: 'Guildhall', display: 'standalone' });
  for (const icon of manifest.icons) expect((await page.request.get(icon.src)).status()).toBe(200);
  expect(manifest.icons.map((icon) => icon.sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
  expect(manifest.icons.some((icon) => icon.purpose === 'maskable')).toBe(true);
});
