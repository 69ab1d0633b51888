/**
 * Decimal numbers without floating point: a bigint counts millionths, as the database's decimal(20,6).
 * Every number that crosses the API is such a string ("99.34"), never a number.
 */
export type Decimal = bigint;

export const decimalPlaces = 6;
const unit = 10n ** 6n;
const pattern = /^(-?)(\d{1,14})(?:\.(\d{1,6}))?$/;

/** Reads the API's spelling; null if it is not a decimal(20,6). */
export function parseDecimal(text: string): Decimal | null {
  const found = pattern.exec(text);
  if (!found) return null;
  const [, sign, whole = '0', fraction = ''] = found;
  const value = BigInt(whole) * unit + BigInt(fraction.padEnd(decimalPlaces, '0'));
  return sign === '-' ? -value : value;
}

/** The shortest spelling: "2", "0.5", "-1185.125". */
export function formatDecimal(value: Decimal): string {
  const size = value < 0n ? -value : value;
  const fraction = (size % unit).toString().padStart(decimalPlaces, '0').replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${size / unit}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Quotient rounded half away from zero, as every amount in this house. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const quotient = (n * 2n + d) / (d * 2n);
  return negative ? -quotient : quotient;
}

/** What a person typed, by the decimal mark of their language: "1.234,50" in Spanish, "1,234.50" in English. */
export function readTyped(text: string, language: string): Decimal | null {
  const parts = new Intl.NumberFormat(language).formatToParts(12345.6);
  const mark = parts.find((part) => part.type === 'decimal')?.value ?? '.';
  const compact = text.replace(/[\s\u00a0\u202f'’]/g, '');
  const other = mark === ',' ? '.' : ',';
  return parseDecimal(normalise(compact, mark, other));
}

/* Both marks: the last one is the decimal mark. One kind alone: the language decides, unless only a decimal makes sense of it. */
function normalise(text: string, mark: string, other: string): string {
  const lastMark = text.lastIndexOf(mark);
  const lastOther = text.lastIndexOf(other);
  if (lastMark >= 0 && lastOther >= 0) {
    const [decimal, group] = lastMark > lastOther ? [mark, other] : [other, mark];
    return text.replaceAll(group, '').replace(decimal, '.');
  }
  if (lastOther >= 0) {
    const grouped = new RegExp(`^-?\\d{1,3}(\\${other}\\d{3})+$`).test(text);
    return grouped ? text.replaceAll(other, '') : text.replace(other, '.');
  }
  return text.replace(mark, '.');
}
