import type { Locator, Page } from '@playwright/test';
import { expect, type Cast } from './support';

/** What a view is called, so that a failure says where it is: a path, or the component of src/ that draws what is open. */
export type Look = (where: string) => Promise<void>;
/** The text of a key in the language of the run. */
export type Say = (key: string) => string;

export interface Tour {
  page: Page;
  cast: Cast;
  say: Say;
  look: Look;
}

/** What fades or slides has come to its end. */
export async function still(page: Page) {
  await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await frame();
    const ending = document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.all(ending.map((animation) => animation.finished.catch(() => undefined)));
  });
}

export async function settle(page: Page) {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await page.waitForTimeout(150);
  await still(page);
}

export async function see({ page, look }: Tour, ...paths: string[]) {
  for (const path of paths) {
    await page.goto(path);
    await settle(page);
    await look(path);
  }
}

export const isWide = (page: Page) => (page.viewportSize()?.width ?? 0) >= 760;

export const button = ({ page, say }: Tour, key: string): Locator => page.getByRole('button', { name: say(key), exact: true }).first();

/** Opens what lies above the page, looks, and closes it by the keyboard. */
export async function seeOpen({ page, look }: Tour, where: string, open: () => Promise<void>) {
  await open();
  await expect(page.locator('[role=dialog], [role=alertdialog]').last()).toBeVisible();
  await still(page);
  await look(where);
  await page.keyboard.press('Escape');
  await expect(page.locator('[role=dialog], [role=alertdialog]')).toHaveCount(0);
}

export const seePressed = (tour: Tour, where: string, key: string) => seeOpen(tour, where, () => button(tour, key).click());

/** Every page that the navigation offers to the one who is signed in. */
export async function seePlaces(tour: Tour) {
  const places = await tour.page.locator('a.place').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  expect(places.length).toBeGreaterThan(1);
  await see(tour, ...places);
}
