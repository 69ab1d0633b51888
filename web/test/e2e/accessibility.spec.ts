import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expectClean } from './axe';
import { expectFits } from './fitting';
import { expect, signIn, tabTo, test } from './support';
import { seeEverything } from './tour';
import { isWide, type Say } from './touring';

const source = new URL('../../src/', import.meta.url);
const pictures = new URL('../../../build/pictures/', import.meta.url).pathname;
const english = JSON.parse(readFileSync(new URL('i18n/en.json', source), 'utf8')) as Record<string, string>;
const themes = ['light', 'dark'] as const;
const say: Say = (key) => english[key] ?? key;

/** The addresses of the app, as patterns. */
function routes(): RegExp[] {
  const paths = [...readFileSync(new URL('app/router.tsx', source), 'utf8').matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path);
  return paths.filter((path) => path !== '/').map((path) => new RegExp(`^${path.replace(/\$\w+/g, '(?!new)[^/]+')}$`));
}

/** The components that open something above the page. */
function layers(page: Page): string[] {
  const elsewhere = isWide(page) ? 'RailDialog' : 'ColumnsMenu';
  const files = (readdirSync(source, { recursive: true }) as string[]).filter((file) => file.endsWith('.tsx') && !file.startsWith('ui/'));
  const open = files.filter((file) => /<(Dialog|FormDialog|Popup|Ask|AskBeforeLoss|\w+\.Root)\b/.test(readFileSync(new URL(file, source), 'utf8')));
  return open.map((file) => file.replace(/^.*\/|\.tsx$/g, '')).filter((name) => name !== elsewhere);
}

for (const width of [360, 1360]) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 850 } });

    test('axe finds nothing on any page and in anything open, in both themes; nothing overflows', async ({ page, cast }) => {
      test.setTimeout(400_000);
      const seen = new Set<string>();
      for (const theme of themes) {
        rmSync(`${pictures}${theme}-${width}`, { recursive: true, force: true });
        mkdirSync(`${pictures}${theme}-${width}`, { recursive: true });
      }
      const visited = new Set<string>();
      let number = 0;
      const look = async (where: string) => {
        seen.add(where.replace(/,.*/, ''));
        visited.add(new URL(page.url()).pathname);
        number += 1;
        await expectFits(page, where);
        for (const theme of themes) {
          await page.emulateMedia({ colorScheme: theme });
          await expectClean(page, `${where}, ${theme}`, theme === 'light' ? 'too' : 'alone');
          await page.screenshot({ path: `${pictures}${theme}-${width}/${String(number).padStart(2, '0')} ${where.replace(/[^\w-]+/g, ' ').trim()}.png` });
        }
        await page.emulateMedia({ colorScheme: 'light' });
      };
      await seeEverything({ page, cast, say, look });
      expect(layers(page).filter((name) => !seen.has(name)), 'never seen open').toEqual([]);
      expect(routes().filter((route) => ![...visited].some((path) => route.test(path))).map(String), 'never visited').toEqual([]);
    });

    test('the keyboard reaches the tables', async ({ page, cast }) => {
      await signIn(page, cast.grace);
      for (const path of ['/customers', '/contacts', '/products', '/audit', '/guild']) {
        await page.goto(path);
        await expect(page.locator('[data-cell="0:0"]')).toBeVisible();
        await tabTo(page, page.locator('[data-cell][tabindex="0"]')); // the one that Tab stops at: rows that others make may come in above it
        await page.keyboard.press('ArrowRight');
        await expect(page.locator('[data-cell]:focus')).toHaveAttribute('data-cell', /:1$/);
      }
    });
  });
}
