import { divideRounded, parseDecimal, type Decimal } from './decimal.ts';
import { exponentOf, formatMinor } from './currency.ts';

/* The money rules of product.md (EN 16931's order), the same as the server's: both are held to tests/data/totals.json. */

export interface LineAmounts {
  quantity: string;
  unit_price: string;
  discount_percent?: string | null | undefined;
  discount_amount?: string | null | undefined;
  category: string;
  rate: string;
}

export interface DocumentAmounts {
  currency: string;
  prices_include_tax: boolean;
  tax_rounding?: 'group' | 'line' | undefined;
  document_discount_percent?: string | null | undefined;
  document_discount_amount?: string | null | undefined;
  cash_rounding?: string | null | undefined;
  paid?: string | undefined;
  lines: LineAmounts[];
}

export interface TaxTotal {
  category: string;
  rate: string;
  base: string;
  tax: string;
}

export interface Totals {
  lines: string[];
  discount: string;
  net: string;
  taxes: TaxTotal[];
  tax: string;
  gross: string;
  paid: string;
  rounding: string;
  due: string;
}

interface Group {
  category: string;
  rate: string;
  sum: bigint;
  lineTax: bigint;
}

const scale = 6n;
const hundred = 100n * 10n ** scale;

function decimal(text: string | null | undefined): Decimal {
  return parseDecimal(text ?? '0') ?? 0n;
}

/** A decimal in minor units of a currency with this exponent, rounded. */
function toMinor(value: Decimal, exponent: bigint): bigint {
  return divideRounded(value * 10n ** exponent, 10n ** scale);
}

/** Quantity × price less its discounts, rounded once. A percent discount is itself rounded once, on quantity × price. */
export function lineAmount(line: LineAmounts, exponent: bigint): bigint {
  const product = decimal(line.quantity) * decimal(line.unit_price); // 12 places
  const places = 10n ** (2n * scale - exponent);
  const percent = divideRounded(product * decimal(line.discount_percent), hundred * places);
  return divideRounded(product - (percent + toMinor(decimal(line.discount_amount), exponent)) * places, places);
}

function taxOf(amount: bigint, rate: Decimal, inclusive: boolean): bigint {
  return inclusive ? amount - divideRounded(amount * hundred, hundred + rate) : divideRounded(amount * rate, hundred);
}

function groupsOf(document: DocumentAmounts, amounts: bigint[]): Group[] {
  const groups = new Map<string, Group>();
  document.lines.forEach((line, index) => {
    const rate = decimal(line.rate);
    const key = `${line.category} ${rate}`;
    const group = groups.get(key) ?? { category: line.category, rate: line.rate, sum: 0n, lineTax: 0n };
    const amount = amounts[index] ?? 0n;
    group.sum += amount;
    group.lineTax += taxOf(amount, rate, document.prices_include_tax);
    groups.set(key, group);
  });
  return [...groups.values()];
}

/**
 * Splits an amount in proportion to the weights: each part is rounded down, and what is left over goes, one unit each, to
 * those that lost most, of equals to the first. Negative weights are split as their mirror image.
 */
export function split(amount: bigint, weights: bigint[]): bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total === 0n) return weights.map(() => 0n);
  const sign = total < 0n ? -1n : 1n;
  const whole = total * sign;
  const parts = weights.map((weight, index) => {
    const product = amount * weight;
    const lost = ((product % whole) + whole) % whole;
    return { index, part: (product - lost) / whole, lost };
  });
  const left = amount * sign - parts.reduce((sum, { part }) => sum + part, 0n);
  const order = [...parts].sort((a, b) => (a.lost === b.lost ? a.index - b.index : a.lost > b.lost ? -1 : 1));
  for (const entry of order.slice(0, Number(left))) entry.part += 1n;
  return parts.map(({ part }) => part * sign);
}

function documentDiscount(document: DocumentAmounts, sum: bigint, exponent: bigint): bigint {
  const percent = divideRounded(sum * decimal(document.document_discount_percent), hundred);
  return percent + toMinor(decimal(document.document_discount_amount), exponent);
}

interface TaxedGroup {
  group: Group;
  base: bigint;
  tax: bigint;
}

function taxed(document: DocumentAmounts, groups: Group[], shares: bigint[]): TaxedGroup[] {
  return groups.map((group, index) => {
    const share = shares[index] ?? 0n;
    const amount = group.sum - share;
    const rate = decimal(group.rate);
    const perLine = document.tax_rounding === 'line';
    const tax = perLine ? group.lineTax - taxOf(share, rate, document.prices_include_tax) : taxOf(amount, rate, document.prices_include_tax);
    return { group, base: document.prices_include_tax ? amount - tax : amount, tax };
  });
}

function cashRounded(due: bigint, step: string | null | undefined, exponent: bigint): bigint {
  const size = toMinor(decimal(step), exponent);
  return size > 0n ? divideRounded(due, size) * size : due;
}

/** All totals of a document. Lines whose numbers cannot be read count as nothing: the editor shows them as wrong anyway. */
export function computeTotals(document: DocumentAmounts): Totals {
  const exponent = BigInt(exponentOf(document.currency));
  const amounts = document.lines.map((line) => lineAmount(line, exponent));
  const groups = groupsOf(document, amounts);
  const sum = groups.reduce((total, group) => total + group.sum, 0n);
  const discount = documentDiscount(document, sum, exponent);
  const results = taxed(document, groups, split(discount, groups.map((group) => group.sum)));
  const net = results.reduce((total, result) => total + result.base, 0n);
  const tax = results.reduce((total, result) => total + result.tax, 0n);
  const paid = toMinor(decimal(document.paid), exponent);
  const due = cashRounded(net + tax - paid, document.cash_rounding, exponent);
  const show = (minor: bigint) => formatMinor(minor, document.currency);
  return {
    lines: amounts.map(show),
    discount: show(discount),
    net: show(net),
    taxes: results.map(({ group, base, tax: groupTax }) => ({ category: group.category, rate: group.rate, base: show(base), tax: show(groupTax) })),
    tax: show(tax),
    gross: show(net + tax),
    paid: show(paid),
    rounding: show(due - (net + tax - paid)),
    due: show(due),
  };
}
