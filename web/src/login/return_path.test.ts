import { expect, test } from 'vitest';
import { openPath } from './return_path';

const at = 'http://localhost:8080';

test('signing in returns to the page that asked for it', () => {
  expect(openPath('?return=%2Festimates%2F1%3Fa%3Db', at)).toBe('/estimates/1?a=b');
});

test('what the sign-in was given behind # goes along', () => {
  expect(openPath('?return=/join', at, '#a-token')).toBe('/join#a-token');
  expect(openPath('?return=/estimates%23lines', at, '#a-token')).toBe('/estimates#lines');
});

test.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/\t/evil.example', ''])(
  'signing in never leaves the house for %j',
  (target) => {
    const path = openPath(`?return=${encodeURIComponent(target)}`, at);
    expect(new URL(path, at).origin).toBe(at);
    expect(path.startsWith('//')).toBe(false);
  },
);
