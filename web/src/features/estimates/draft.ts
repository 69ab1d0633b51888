import type { Customer, Estimate, EstimateInput, Product, TaxCode } from '../../api/types';
import { formatDecimal, readTyped } from '../../money/decimal';
import type { DocumentAmounts } from '../../money/totals';

/* An estimate as it is typed. Numbers stay as the person wrote them until they are sent. */

export interface DraftLine {
  key: string;
  /** The server's, once the line is saved. */
  id: string | null;
  description: string;
  product_id: string | null;
  quantity: string;
  unit_price: string;
  /** "10%" or an amount. */
  discount: string;
  tax_code_id: string;
}

export interface Draft {
  customer: { id: string; name: string } | null;
  currency: string;
  lines: DraftLine[];
  discount: string;
  prices_include_tax: boolean;
  notes: string;
}

export function newLine(tax_code_id = ''): DraftLine {
  return { key: crypto.randomUUID(), id: null, description: '', product_id: null, quantity: '1', unit_price: '', discount: '', tax_code_id };
}

export function newDraft(currency: string): Draft {
  return { customer: null, currency, lines: [newLine()], discount: '', prices_include_tax: false, notes: '' };
}

function discountText(percent: string | null | undefined, amount: string | null | undefined): string {
  if (percent && Number(percent) !== 0) return `${percent}%`;
  return amount && Number(amount) !== 0 ? amount : '';
}

export function draftOf(estimate: Estimate): Draft {
  return {
    customer: { id: estimate.customer_id, name: estimate.customer_name },
    currency: estimate.currency,
    lines: estimate.lines.map((line) => ({
      key: line.id,
      id: line.id,
      description: line.description,
      product_id: line.product_id ?? null,
      quantity: line.quantity,
      unit_price: line.unit_price,
      discount: discountText(line.discount_percent, line.discount_amount),
      tax_code_id: line.tax_code_id,
    })),
    discount: discountText(estimate.document_discount_percent, estimate.document_discount_amount),
    prices_include_tax: estimate.prices_include_tax,
    notes: estimate.notes ?? '',
  };
}

export function isBlank(line: DraftLine): boolean {
  return line.description.trim() === '' && line.unit_price.trim() === '' && line.product_id === null;
}

/** A typed number in the API's spelling; null if it is none. Empty counts as zero. */
export function numberOf(text: string, language: string): string | null {
  const typed = text.trim();
  if (typed === '') return '0';
  const value = readTyped(typed, language);
  return value === null ? null : formatDecimal(value);
}

export interface Discount {
  percent: string | null;
  amount: string | null;
}

/** Null if it cannot be read. */
export function discountOf(text: string, language: string): Discount | null {
  const typed = text.trim();
  if (typed === '') return { percent: null, amount: null };
  const isPercent = typed.endsWith('%');
  const value = numberOf(isPercent ? typed.slice(0, -1) : typed, language);
  if (value === null || value.startsWith('-')) return null;
  return isPercent ? { percent: value, amount: null } : { percent: null, amount: value };
}

const nothing: Discount = { percent: null, amount: null };

/** What the totals are computed from, even while something is still half typed. */
export function amountsOf(draft: Draft, taxCodes: TaxCode[], language: string): DocumentAmounts {
  const codes = new Map(taxCodes.map((code) => [code.id, code]));
  const discount = discountOf(draft.discount, language) ?? nothing;
  return {
    currency: draft.currency,
    prices_include_tax: draft.prices_include_tax,
    document_discount_percent: discount.percent,
    document_discount_amount: discount.amount,
    lines: draft.lines.map((line) => {
      const own = discountOf(line.discount, language) ?? nothing;
      const code = codes.get(line.tax_code_id);
      return {
        quantity: numberOf(line.quantity, language) ?? '0',
        unit_price: numberOf(line.unit_price, language) ?? '0',
        discount_percent: own.percent,
        discount_amount: own.amount,
        category: code?.category ?? 'S',
        rate: code?.rate ?? '0',
      };
    }),
  };
}

type LineBody = NonNullable<EstimateInput['lines']>[number];

/** What is sent of an estimate, the first time and later. */
export type EstimateBody = EstimateInput & { currency: string; lines: LineBody[] };

/** The body to send, or null while the draft is not yet something the server could keep. Blank lines are left out. */
export function bodyOf(draft: Draft, language: string): EstimateBody | null {
  const discount = discountOf(draft.discount, language);
  const lines = sentLines(draft).map((line) => lineBody(line, language));
  if (!draft.customer || !discount || !lines.every((line) => line !== null)) return null;
  return {
    customer_id: draft.customer.id,
    currency: draft.currency,
    lines,
    document_discount_percent: discount.percent,
    document_discount_amount: discount.amount,
    prices_include_tax: draft.prices_include_tax,
    notes: draft.notes || null,
  };
}

function lineBody(line: DraftLine, language: string): LineBody | null {
  const quantity = numberOf(line.quantity, language);
  const unit_price = numberOf(line.unit_price, language);
  const discount = discountOf(line.discount, language);
  if (quantity === null || unit_price === null || !discount || line.tax_code_id === '') return null;
  return {
    description: line.description,
    product_id: line.product_id,
    quantity,
    unit_price,
    discount_percent: discount.percent,
    discount_amount: discount.amount,
    tax_code_id: line.tax_code_id,
  };
}

/** The lines that are sent, in their order. */
export function sentLines(draft: Draft): DraftLine[] {
  return draft.lines.filter((line) => !isBlank(line));
}

/** After a save: the lines that were sent under these keys are now those of the record. */
export function withSavedLines(draft: Draft, keys: string[], saved: Estimate): Draft {
  const ids = new Map(keys.map((key, index) => [key, saved.lines[index]?.id ?? null]));
  return { ...draft, lines: draft.lines.map((line) => ({ ...line, id: ids.get(line.key) ?? line.id })) };
}

/** Lines that the record no longer has are new ones. */
export function onTopOf(draft: Draft, record: Estimate): Draft {
  const there = new Set(record.lines.map((line) => line.id));
  return { ...draft, lines: draft.lines.map((line) => (line.id !== null && there.has(line.id) ? line : { ...line, id: null })) };
}

/* What a person does to a draft. */

export function withCustomer(draft: Draft, customer: Customer): Draft {
  return { ...draft, customer: { id: customer.id, name: customer.name }, currency: customer.currency };
}

export function withLine(draft: Draft, key: string, change: Partial<DraftLine>): Draft {
  return { ...draft, lines: draft.lines.map((line) => (line.key === key ? { ...line, ...change } : line)) };
}

export function withoutLine(draft: Draft, key: string): Draft {
  const lines = draft.lines.filter((line) => line.key !== key);
  return { ...draft, lines: lines.length > 0 ? lines : [newLine(draft.lines[0]?.tax_code_id)] };
}

export function withProduct(line: DraftLine, product: Product): Partial<DraftLine> {
  return { description: product.name, product_id: product.id, unit_price: product.unit_price, tax_code_id: product.tax_code_id ?? line.tax_code_id };
}

/** Lines without a tax code get the usual one: the first of the guild's. */
export function withTaxCodes(draft: Draft, usual: string): Draft {
  if (draft.lines.every((line) => line.tax_code_id !== '')) return draft;
  return { ...draft, lines: draft.lines.map((line) => (line.tax_code_id === '' ? { ...line, tax_code_id: usual } : line)) };
}
