import { describe, expect, test } from 'vitest';
import { formatDecimal, parseDecimal, readTyped } from './decimal';
import { showMoney } from './currency';
import { computeTotals, split, type DocumentAmounts } from './totals';

function document(prices: string[], rate: string, rest: Partial<DocumentAmounts> = {}): DocumentAmounts {
  const lines = prices.map((price) => ({ quantity: '1', unit_price: price, category: 'S', rate }));
  return { currency: 'EUR', prices_include_tax: false, lines, ...rest };
}

describe('the money rules', () => {
  test('tax is rounded once per group', () => {
    const totals = computeTotals(document(['299.33', '179.33', '99.34'], '20'));
    expect([totals.net, totals.tax, totals.gross, totals.due]).toEqual(['578.00', '115.60', '693.60', '693.60']);
  });
  test('tax per line is a setting', () => {
    expect(computeTotals(document(['299.33', '179.33', '99.34'], '20', { tax_rounding: 'line' })).tax).toBe('115.61');
  });
  test('three lines at 19 % make 37.05', () => {
    expect(computeTotals(document(['97.50', '65', '32.50'], '19')).tax).toBe('37.05');
  });
  test('a half cent is rounded away from zero', () => {
    const line = { quantity: '9.5', unit_price: '124.75', category: 'Z', rate: '0' };
    expect(computeTotals({ currency: 'EUR', prices_include_tax: false, lines: [line] }).net).toBe('1185.13');
    expect(computeTotals({ currency: 'EUR', prices_include_tax: false, lines: [{ ...line, quantity: '-9.5' }] }).net).toBe('-1185.13');
  });
  test('a gross price that was typed stays as it was', () => {
    const totals = computeTotals(document(['2500.00'], '8', { prices_include_tax: true }));
    expect([totals.gross, totals.net, totals.tax]).toEqual(['2500.00', '2314.81', '185.19']);
  });
  test('a document discount is split over the tax groups', () => {
    const lines = [
      { quantity: '1', unit_price: '100', category: 'S', rate: '20' },
      { quantity: '2', unit_price: '100', category: 'S', rate: '10' },
    ];
    const totals = computeTotals({ currency: 'EUR', prices_include_tax: false, lines, document_discount_amount: '10' });
    expect(totals.taxes.map((tax) => tax.base)).toEqual(['96.67', '193.33']);
    expect(totals.net).toBe('290.00');
  });
  test('a line discount of 10 % is rounded once', () => {
    const line = { quantity: '3', unit_price: '33.335', discount_percent: '10', category: 'Z', rate: '0' };
    expect(computeTotals({ currency: 'EUR', prices_include_tax: false, lines: [line] }).net).toBe('90.01');
  });
  test('currencies keep their own number of places', () => {
    expect(computeTotals(document(['1500.5'], '10', { currency: 'JPY' })).gross).toBe('1651');
    expect(computeTotals(document(['1.0005'], '0', { currency: 'KWD' })).gross).toBe('1.001');
  });
  test('cash rounding comes after what is paid', () => {
    const totals = computeTotals(document(['10.02'], '0', { cash_rounding: '0.05', paid: '1.00' }));
    expect([totals.gross, totals.rounding, totals.due]).toEqual(['10.02', '-0.02', '9.00']);
  });
  test('what a split leaves goes to the largest remainder', () => {
    expect(split(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(split(-100n, [1n, 1n, 1n])).toEqual([-33n, -33n, -34n]);
    expect(split(100n, [-1n, -1n, -1n])).toEqual([33n, 33n, 34n]);
    expect(split(5n, [0n, 0n])).toEqual([0n, 0n]);
  });
});

describe('decimals', () => {
  test.each(['0', '2', '-0.5', '99999999999999.999999', '0.000001'])('%s is read and written unchanged', (text) => {
    expect(formatDecimal(parseDecimal(text) ?? 1n)).toBe(text);
  });
  test.each(['', 'a', '1e5', '1.0000001', '123456789012345', '.5', '1.'])('%j is not a decimal', (text) => {
    expect(parseDecimal(text)).toBeNull();
  });
  test.each([
    ['1,234.50', 'en', '1234.5'],
    ['1.234,50', 'es', '1234.5'],
    ['99,34', 'es', '99.34'],
    ['99.34', 'es', '99.34'],
    ['1.234', 'es', '1234'],
    ['1,234', 'en', '1234'],
    ['12 345,6', 'de', '12345.6'],
    ["1'234.50", 'en', '1234.5'],
  ])('%s in %s is %s', (typed, language, expected) => {
    expect(formatDecimal(readTyped(typed, language) ?? 0n)).toBe(expected);
  });
  test('a large amount is shown without passing through a float', () => {
    expect(showMoney('99999999999999.99', 'EUR', 'en')).toBe('€99,999,999,999,999.99');
  });
});
