import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { computeTotals, type DocumentAmounts } from './totals';

/* The same vectors hold the server: tests/data/totals.json, made by an implementation of its own. */
interface Vector {
  name: string;
  input: Omit<DocumentAmounts, 'lines'> & { lines: { quantity: string; unit_price: string; tax_category: string; tax_rate: string }[] };
  totals: { lines: { amount: string }[]; discount: string; net: string; tax: string; gross: string; paid: string; rounding: string; due: string; taxes: { category: string; rate: string; base: string; tax: string }[] };
}

const vectors = JSON.parse(readFileSync(process.env.TOTALS_VECTORS ?? new URL('../../../tests/data/totals.json', import.meta.url), 'utf8')) as Vector[];

test('there are vectors to be held to', () => {
  expect(vectors.length).toBeGreaterThan(100);
});

test.each(vectors)('$name', ({ input, totals }) => {
  const lines = input.lines.map(({ tax_category, tax_rate, ...line }) => ({ ...line, category: tax_category, rate: tax_rate }));
  const computed = computeTotals({ ...input, lines });
  expect({ ...computed, lines: computed.lines }).toEqual({
    ...computed,
    lines: totals.lines.map((line) => line.amount),
    discount: totals.discount,
    net: totals.net,
    taxes: totals.taxes.map(({ category, rate, base, tax }) => ({ category, rate, base, tax })),
    tax: totals.tax,
    gross: totals.gross,
    paid: totals.paid,
    rounding: totals.rounding,
    due: totals.due,
  });
});
