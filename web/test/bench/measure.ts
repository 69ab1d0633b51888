/** Measures in Chromium what bench/web prints. */
import { writeFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from '@playwright/test';

const url = process.env['GUILDHALL_URL'] ?? '';
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5);
const isSmoke = process.env['BENCH_SMOKE'] === '1';
const account = JSON.parse(process.env['BENCH_ACCOUNT'] ?? '{}') as { email: string; password: string };
const slowdown = 4;

const sorted = (values: number[]) => [...values].sort((one, other) => one - other);
const at = (values: number[], share: number) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;
const median = (values: number[]) => at(values, 0.5);

interface Figure {
  what: string;
  value: number;
  unit: string;
  budget?: number;
  detail?: string;
}
const figures: Figure[] = [];

function tell(figure: Figure) {
  figures.push(figure);
  const { what, value, unit, budget, detail } = figure;
  const against = budget === undefined ? '' : `  of ${budget} ${unit}   ratio ${(value / budget).toFixed(2)}`;
  console.log(`${budget !== undefined && value > budget ? 'OVER' : '    '} ${what.padEnd(44)} ${value.toFixed(1).padStart(8)} ${unit}${against}${detail ? `   (${detail})` : ''}`);
}

async function signIn(page: Page) {
  await page.goto(`${url}/sign-in`);
  await page.fill('#email', account.email);
  await page.fill('#password', account.password);
  await page.click('#submit');
  await page.locator('main#page').waitFor();
}

/* When the first row with a name in it stood there, in milliseconds of the page's own clock. */
const watchFirstRow = () => {
  const found = () => document.querySelector('[role="grid"] [role="row"] a, [role="grid"] [role="row"] [role="rowheader"], [role="grid"] [role="row"] [role="gridcell"]');
  const look = () => {
    if (found()?.textContent.trim()) (window as unknown as { firstRow: number }).firstRow = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};

async function firstRow(browser: Browser, cold: boolean): Promise<number> {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await signIn(page);
  const session = await context.newCDPSession(page);
  if (cold) await session.send('Network.clearBrowserCache');
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.addInitScript(watchFirstRow);
  await page.goto(`${url}/customers`);
  await page.waitForFunction(() => 'firstRow' in window, undefined, { timeout: 60_000 });
  const time = await page.evaluate(() => (window as unknown as { firstRow: number }).firstRow);
  await context.close();
  return time;
}

/* Scrolls through the table with the wheel, as far as 100,000 rows go, and notes the time between frames. */
async function frames(browser: Browser): Promise<number[]> {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 } });
  const page = await context.newPage();
  await signIn(page);
  await page.goto(`${url}/customers`);
  const grid = page.locator('[role="grid"]');
  await grid.locator('[role="row"]').nth(5).waitFor();
  await page.waitForTimeout(1000);
  const gaps = await page.evaluate(async (rows) => {
    const scroller = [...document.querySelectorAll('*')].filter((element) => element.scrollHeight > element.clientHeight + 2000).sort((one, other) => other.scrollHeight - one.scrollHeight)[0];
    if (!scroller) throw new Error('nothing to scroll');
    const between: number[] = [];
    const end = Math.min(rows * 38, scroller.scrollHeight - scroller.clientHeight);
    const begun = performance.now();
    let last = begun;
    await new Promise<void>((done) => {
      const frame = (now: number) => {
        between.push(now - last);
        last = now;
        const gone = now - begun;
        // three rows a frame at first, as a hand scrolls, then ever faster through all of them
        scroller.scrollTop = gone < 5000 ? scroller.scrollTop + 114 : Math.min(end, scroller.scrollTop + end / 300);
        if (gone > 12_000 || scroller.scrollTop >= end) done();
        else requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
    return between.slice(2);
  }, 100_000);
  await context.close();
  return gaps;
}

const searches = ['m', 'me', 'mer', 'gmbh', 'sch', 'nord', 'ba', 'stein', 'zz', 'qxw'];

/* From the key's event to the frame in which what is found for the whole text stands. */
async function keystrokes(browser: Browser): Promise<number[]> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page);
  const times: number[] = [];
  for (const text of searches) {
    await page.keyboard.press('Control+k');
    const box = page.getByRole('dialog').getByRole('combobox');
    await box.waitFor();
    await page.evaluate(() => {
      const state = window as unknown as { pressed: number; shown: number };
      document.addEventListener('keydown', () => (state.pressed = performance.now()), true);
      new MutationObserver(() => (state.shown = performance.now())).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    for (const letter of text) {
      await page.keyboard.type(letter);
      await page.waitForTimeout(500); // what is found stands by then; the last change is what counts
      times.push(await page.evaluate(() => (window as unknown as { shown: number; pressed: number }).shown - (window as unknown as { pressed: number }).pressed));
    }
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  }
  await context.close();
  return times.filter((time) => time > 0);
}

async function measure(browser: Browser) {
  const cold: number[] = [];
  const warm: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    cold.push(await firstRow(browser, true));
    warm.push(await firstRow(browser, false));
  }
  tell({ what: `first row, nothing kept, ${slowdown} times slower`, value: median(cold), unit: 'ms', budget: 1200, detail: `worst ${Math.max(...cold).toFixed(0)}` });
  tell({ what: `first row, seen before, ${slowdown} times slower`, value: median(warm), unit: 'ms', budget: 1200, detail: `worst ${Math.max(...warm).toFixed(0)}` });
  const gaps = (await Promise.all([frames(browser)])).flat();
  tell({ what: 'longest frame while scrolling', value: Math.max(...gaps), unit: 'ms', budget: 50, detail: `${gaps.length} frames, median ${median(gaps).toFixed(1)}, p99 ${at(gaps, 0.99).toFixed(1)}` });
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(...(await keystrokes(browser)));
  tell({ what: 'keystroke to result, median', value: median(times), unit: 'ms', budget: 150, detail: `${times.length} keystrokes` });
  tell({ what: 'keystroke to result, p95', value: at(times, 0.95), unit: 'ms', budget: 150 });
}

const browser = await chromium.launch({ executablePath: process.env['GUILDHALL_CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
try {
  await measure(browser);
} finally {
  await browser.close();
}
if (process.env['BENCH_JSON']) writeFileSync(process.env['BENCH_JSON'], JSON.stringify(figures, null, 2));
const over = figures.filter(({ value, budget }) => budget !== undefined && value > budget);
// a smoke run shows that it runs; how quick it is, a busy machine does not tell
process.exitCode = over.length > 0 && !isSmoke ? 1 : 0;
