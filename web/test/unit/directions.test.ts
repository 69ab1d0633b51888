import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const source = new URL('../../src/', import.meta.url).pathname;

/** What says left or right where it should say start or end, line by line. */
function physicalIn(css: string): string[] {
  const plain = css.replace(/\/\*.*?\*\//gs, (comment) => comment.replace(/[^\n]/g, ' '));
  return plain.split('\n').flatMap((line, index) => {
    const [, property = '', value = ''] = /^\s*([\w-]+)\s*:\s*(.+?);?\s*$/.exec(line) ?? [];
    return isPhysical(property, value) ? [`${index + 1}: ${line.trim()}`] : [];
  });
}

function isPhysical(property: string, value: string): boolean {
  if (/(^|-)(left|right)(-|$)/.test(property) || /^(width|height|(min|max)-(width|height))$/.test(property)) return true;
  if (/^(text-align|float|clear|background-position)$/.test(property)) return /\b(left|right)\b/.test(value);
  if (!/^(margin|padding|inset|border-width|border-color|border-style|scroll-margin|scroll-padding)$/.test(property)) return false;
  // Four values name the right and the left side: equal ones mirror.
  const sides = value.match(/(?:[\w-]+\([^)]*\)|[^\s()]+)+/g) ?? [];
  return sides.length === 4 && sides[1] !== sides[3];
}

test('the styles say start and end, never left and right, so that they mirror', () => {
  const folder = join(source, 'styles');
  const files = readdirSync(folder).filter((name) => name.endsWith('.css'));
  expect(files.length).toBeGreaterThan(5);
  expect(files.flatMap((name) => physicalIn(readFileSync(join(folder, name), 'utf8')).map((found) => `${name}:${found}`))).toEqual([]);
});

test('the components say start and end, too', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));
  const found = files.flatMap((name) => (/\b(?:(?:margin|padding|border)(?:Left|Right)|textAlign: '(?:left|right)'|(?:left|right): )/.exec(readFileSync(join(source, name), 'utf8')) ?? []).map((words) => `${name}: ${words}`));
  expect(found).toEqual([]);
});

test.each(['margin-left: 3px;', 'right: 0;', 'text-align: left;', 'border-top-right-radius: 2px;', 'padding: 0 1px 0 2px;', 'inset: 0 auto 0 var(--gap);', 'width: 3px'])('%s would be found', (line) => {
  expect(physicalIn(`a {\n  ${line}\n}`)).toHaveLength(1);
});

test.each(['padding: 0 1px 2px 1px;', 'margin-inline-start: 3px;', 'inset: 0;', 'text-align: start;', 'max-inline-size: 2px;'])('%s mirrors', (line) => {
  expect(physicalIn(`a {\n  ${line}\n}`)).toEqual([]);
});
