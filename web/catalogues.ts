import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/*
 * A catalogue comes in two parts: `de.json?first` holds the words of the first screen, `de.json?rest` those of all that is fetched later.
 * The first screen is what src/app/main.tsx imports, and what that imports, without waiting.
 */
const source = new URL('./src/', import.meta.url).pathname;
const statically = /(?:^|\n)(?:import|export)\s+(?!type\b)(?:[^'"`;]*?\sfrom\s+)?'(\.[^']+)'/g;

function moduleAt(path: string): string | undefined {
  return [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((file) => /\.tsx?$/.test(file) && existsSync(file));
}

/** The texts of a module and of everything that it imports at once. */
export function importedAtOnce(file: string, found = new Map<string, string>()): Map<string, string> {
  if (found.has(file)) return found;
  const text = readFileSync(file, 'utf8');
  found.set(file, text);
  for (const [, path = ''] of text.matchAll(statically)) {
    const next = moduleAt(join(dirname(file), path));
    if (next) importedAtOnce(next, found);
  }
  return found;
}

/** Whether a key belongs to the first screen. */
export function firstScreen(): (key: string) => boolean {
  const text = [...importedAtOnce(join(source, 'app/main.tsx')).values()].join('\n');
  return (key) => [key, key.replace(/\.(zero|one|two|few|many|other)$/, '')].some((name) => text.includes(`'${name}'`));
}

export function catalogueParts(): Plugin {
  return {
    name: 'catalogue-parts',
    enforce: 'pre',
    transform(code, id) {
      const [, part] = /\/i18n\/\w\w\.json\?(first|rest)$/.exec(id) ?? [];
      if (!part) return null;
      const isFirst = firstScreen();
      const words = Object.entries(JSON.parse(code) as Record<string, string>);
      const own = Object.fromEntries(words.filter(([key]) => isFirst(key) === (part === 'first')));
      return { code: `export default ${JSON.stringify(own)}`, map: null, moduleType: 'js' };
    },
  };
}
