import { readPerson, type Person } from './person';
import { takePlace, type Place } from './place';
import { takeReach, type Reach } from './reach';
import { segmentsOf } from './segments';

export interface Signature extends Reach, Person {
  address: Place;
}

/**
 * Reads an e-mail signature, a letterhead or any block of text into the fields of a customer. It is a guess that a
 * person looks over: what it does not know stays null.
 */
export function readSignature(text: string): Signature {
  const { reach, rest } = takeReach(segmentsOf(text));
  const { place, rest: words } = takePlace(rest);
  place.country ??= countryOf(reach);
  return { ...reach, ...readPerson(words, reach.email, reach.website), address: place };
}

const dialling: [string, string][] = [
  ['+49', 'DE'], ['+43', 'AT'], ['+41', 'CH'], ['+34', 'ES'], ['+33', 'FR'], ['+39', 'IT'], ['+44', 'GB'], ['+351', 'PT'], ['+31', 'NL'],
  ['+32', 'BE'], ['+46', 'SE'], ['+47', 'NO'], ['+45', 'DK'], ['+358', 'FI'], ['+48', 'PL'], ['+420', 'CZ'], ['+36', 'HU'], ['+353', 'IE'],
  ['+52', 'MX'], ['+54', 'AR'], ['+55', 'BR'], ['+56', 'CL'], ['+57', 'CO'], ['+81', 'JP'], ['+86', 'CN'], ['+82', 'KR'], ['+91', 'IN'],
  ['+66', 'TH'], ['+61', 'AU'], ['+64', 'NZ'], ['+27', 'ZA'], ['+90', 'TR'], ['+971', 'AE'], ['+966', 'SA'],
]; // prettier-ignore

/* Without a country in the address, the tax number or the dialling code tells it. */
function countryOf(reach: Reach): string | null {
  const vat = reach.vat_number?.match(/^(AT|BE|DE|DK|ES|FI|FR|GB|IE|IT|LU|NL|PL|PT|SE|CH|CZ|HU|RO)/)?.[1];
  if (vat) return vat;
  const number = (reach.phone ?? reach.mobile ?? '').replace(/[^+\d]/g, '').replace(/^00/, '+');
  return dialling.find(([code]) => number.startsWith(code))?.[1] ?? null;
}

/** Whether a paste is a block worth reading rather than a plain value. */
export function looksLikeSignature(text: string): boolean {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.length >= 2 || (text.includes('@') && segmentsOf(text).length >= 2);
}
