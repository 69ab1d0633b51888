/** What the pages weigh, gzipped, against what web.md allows. Reads web/dist as it was built; exits 1 above a limit. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const dist = new URL('../../dist/', import.meta.url).pathname;
const assets = join(dist, 'assets');
const kilobyte = 1000;

const text = (name: string) => readFileSync(join(assets, name), 'utf8');
const weight = (names: Iterable<string>) => [...names].reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name)), { level: 9 }).length, 0);

/* The files that a chunk needs before it runs; `import("…")` comes later and is counted for itself. */
function needed(name: string, found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const [, next] of text(name).matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) if (next) needed(next, found);
  return found;
}

function entry(page: string): { scripts: Set<string>; styles: string[] } {
  const html = readFileSync(join(dist, page), 'utf8');
  const scripts = new Set<string>();
  for (const [, name] of html.matchAll(/<script[^>]+src="\/assets\/([^"]+\.js)"/g)) if (name) needed(name, scripts);
  return { scripts, styles: [...html.matchAll(/href="\/assets\/([^"]+\.css)"/g)].map((found) => found[1] ?? '') };
}

/* One language is fetched, in two parts (web/catalogues.ts): the heaviest is counted. */
const tags = readdirSync(new URL('../../src/i18n/', import.meta.url)).filter((name) => /^[a-z]{2}\.json$/.test(name)).map((name) => name.slice(0, 2)); // prettier-ignore
function catalogue(prefix: string, part = ''): string {
  const files = tags.map((tag) => readdirSync(assets).find((name) => name.startsWith(`${prefix}${tag}${part}-`) && name.endsWith('.js')) ?? '');
  if (files.includes('')) throw new Error(`not every language has its own ${prefix || 'app'} catalogue`);
  return files.sort((a, b) => weight([b]) - weight([a]))[0] ?? '';
}

const first = entry('index.html');
first.scripts.add(catalogue(''));
const isPage = /^(?:[A-Z]\w+Page|QuickCustomer|Palette|Shortcuts)-/;
const pages = readdirSync(assets).filter((name) => isPage.test(name) && name.endsWith('.js') && !first.scripts.has(name));
const styles = readdirSync(assets).filter((name) => name.endsWith('.css'));

const measured: [string, number, number][] = [
  ['sign-in, scripts', weight([...entry('login.html').scripts, catalogue('login.')]), 5],
  ['first-run page, scripts', weight([...entry('setup.html').scripts, catalogue('setup.')]), 10],
  ...['join', 'reset', 'confirm', 'register'].map((page): [string, number, number] => [`${page} page, scripts`, weight([...entry(`${page}.html`).scripts, catalogue('links.')]), 10]),
  ...['security', 'security/report', 'security/case'].map((page): [string, number, number] => [`${page} page, scripts`, weight([...entry(`${page}.html`).scripts, catalogue('security.')]), 10]),
  ['offline page, scripts', weight([...entry('offline.html').scripts, catalogue('offline.')]), 5],
  ['first screen, scripts', weight(first.scripts), 150],
  ['words of the later pages', weight([catalogue('', '.rest')]), 20],
  ['all styles', weight(styles), 20],
  ...pages.map((name): [string, number, number] => [`then ${name.split('-')[0] ?? name}`, weight([...needed(name)].filter((file) => !first.scripts.has(file))), 40]),
];

let over = 0;
for (const [what, bytes, limit] of measured) {
  const fits = bytes <= limit * kilobyte;
  if (!fits) over += 1;
  console.log(`${fits ? '    ' : 'OVER'} ${what.padEnd(28)} ${(bytes / kilobyte).toFixed(1).padStart(7)} kB of ${limit}`);
}
if (pages.length < 5) throw new Error('the built pages were not found');
process.exitCode = over > 0 ? 1 : 0;
