import { countryCodes } from '../../../i18n/places';
import { plain } from './segments';

/* Where somebody is: postal codes have shapes, countries have names in many languages. */

export interface Place {
  street: string | null;
  city: string | null;
  region: string | null;
  postal_code: string | null;
  country: string | null;
}

interface PostalStyle {
  pattern: RegExp;
  country: string | null;
}

const city = "(?<city>[\\p{L}][\\p{L}\\p{M} .'’()/-]+?)";
/* The first that fits wins, so the most telling come first. */
const styles: PostalStyle[] = [
  { pattern: new RegExp(`^${city},?\\s+(?<region>[A-Z]{2}),?\\s+(?<code>[A-Z]\\d[A-Z]\\s?\\d[A-Z]\\d)$`, 'u'), country: 'CA' },
  { pattern: new RegExp(`^${city},?\\s+(?<region>[A-Z]{2}),?\\s+(?<code>\\d{5}(?:-\\d{4})?)$`, 'u'), country: 'US' },
  { pattern: new RegExp(`^${city},?\\s+(?<region>NSW|VIC|QLD|WA|SA|TAS|ACT|NT),?\\s+(?<code>\\d{4})$`, 'u'), country: 'AU' },
  { pattern: new RegExp(`^${city},?\\s+(?<code>[A-Z]{1,2}\\d[A-Z\\d]?\\s?\\d[A-Z]{2})$`, 'u'), country: 'GB' },
  { pattern: new RegExp('^(?<code>[A-Z]{1,2}\\d[A-Z\\d]?\\s?\\d[A-Z]{2})$', 'u'), country: 'GB' },
  { pattern: new RegExp(`^(?<code>\\d{4}\\s?[A-Z]{2})\\s+${city}$`, 'u'), country: 'NL' },
  { pattern: new RegExp(`^(?<code>\\d{2}-\\d{3})\\s+${city}$`, 'u'), country: 'PL' },
  { pattern: new RegExp(`^(?<code>\\d{4}-\\d{3})\\s+${city}$`, 'u'), country: 'PT' },
  { pattern: new RegExp(`^${city}\\s*[,-]\\s*(?<region>[A-Z]{2}),?\\s+(?:CEP:?\\s*)?(?<code>\\d{5}-\\d{3})$`, 'u'), country: 'BR' },
  { pattern: /^〒?\s*(?<code>\d{3}-\d{4})\s*(?<rest>.+)$/u, country: 'JP' },
  { pattern: new RegExp(`^(?:S-)?(?<code>\\d{3} \\d{2})\\s+${city}$`, 'u'), country: null },
  { pattern: new RegExp(`^(?<prefix>[A-Z]{1,2})-(?<code>\\d{4,5})\\s+${city}$`, 'u'), country: null },
  { pattern: new RegExp(`^(?:C\\.?P\\.?\\s*)?(?<code>\\d{4,6})\\s+${city}(?:\\s+\\((?<region>[\\p{L} ]{2,30})\\))?$`, 'u'), country: null },
  { pattern: new RegExp(`^${city}\\s+(?<code>\\d{6})$`, 'u'), country: null },
]; // prettier-ignore

const prefixes: Record<string, string> = { D: 'DE', A: 'AT', CH: 'CH', F: 'FR', B: 'BE', L: 'LU', I: 'IT', E: 'ES', DK: 'DK', N: 'NO', S: 'SE', FIN: 'FI', DE: 'DE', AT: 'AT', FR: 'FR', ES: 'ES', IT: 'IT' }; // prettier-ignore

let names: Map<string, string> | undefined;

/** The country that a text names, in any of several languages. */
export function countryNamed(text: string): string | null {
  names ??= countryNames();
  return names.get(plain(text)) ?? null;
}

function countryNames(): Map<string, string> {
  const found = new Map([['uk', 'GB'], ['usa', 'US'], ['us', 'US'], ['england', 'GB'], ['scotland', 'GB'], ['wales', 'GB'], ['holland', 'NL'], ['uae', 'AE'], ['eeuu', 'US']]);
  for (const language of ['en', 'es', 'fr', 'de', 'it', 'pt', 'nl', 'sv', 'pl', 'ja', 'zh', 'ru', 'da', 'nb', 'fi', 'cs', 'tr', 'ar', 'hi', 'th']) {
    const display = new Intl.DisplayNames(language, { type: 'region' });
    for (const code of countryCodes) found.set(plain(display.of(code) ?? code), code);
  }
  return found;
}

const streetWord =
  /(?:str(?:\.|aße|asse|eet)?|st\.|road|rd\.?|ave(?:nue)?\.?|lane|drive|blvd|boulevard|square|court|place|platz|weg|gasse|allee|rue|chemin|quai|impasse|calle|c\/|avda|avenida|plaza|paseo|carrer|via|viale|piazza|corso|rua|straat|laan|gracht|kade|plein|gatan|vägen|gata|vej|gade|veien|ul\.|aleja|utca|ulice|suite|floor|p\.?o\.? box|postfach|apartado|building|unit|katu|丁目|路|号|区|ถนน|شارع|улица|ул\.)/iu;

export function looksLikeStreet(text: string): boolean {
  return /\d/.test(text) ? /[\p{L}]/u.test(text) && text.length < 80 : streetWord.test(` ${text} `) && text.split(' ').length > 1;
}

interface Parts {
  place: Place;
  used: Set<number>;
}

/** Finds the address among the segments. Says which segments it used up. */
export function takePlace(segments: string[]): { place: Place; rest: string[] } {
  const pieces = segments.flatMap((segment, from) => segment.split(/\s*[,，]\s+|\s+[–-]\s+(?=\d|\p{Lu})/u).map((text) => ({ text: text.trim(), from })));
  const parts: Parts = { place: { street: null, city: null, region: null, postal_code: null, country: null }, used: new Set() };
  const texts = pieces.map((piece) => piece.text);
  const at = findPostal(texts, parts.place);
  for (const [index, text] of texts.entries()) {
    if (parts.place.country && !namesCountry(text)) continue;
    const country = namesCountry(text);
    if (country && (at !== null || index > 0)) takeCountry(parts, pieces, index, country);
  }
  if (at) takeStreet(parts, pieces, at);
  const rest = segments.filter((_, index) => !parts.used.has(index));
  return { place: parts.place, rest };
}

function namesCountry(text: string): string | null {
  return countryNamed(text.replace(/[.\s]+$/, ''));
}

function takeCountry(parts: Parts, pieces: { from: number }[], index: number, country: string) {
  parts.place.country = country;
  const from = pieces[index]?.from;
  if (from !== undefined) parts.used.add(from);
}

interface PostalHit {
  first: number;
  last: number;
}

/* A postal code may need its neighbour: "London, NW1 6XE" and "Austin, TX 78701" were cut at the comma. */
function findPostal(texts: string[], place: Place): PostalHit | null {
  for (const style of styles) {
    for (let index = 0; index < texts.length; index += 1) {
      for (const length of [1, 2, 3]) {
        const joined = texts.slice(index, index + length).join(', ');
        const groups = index + length <= texts.length ? style.pattern.exec(joined)?.groups : undefined;
        if (!groups || (length > 1 && style.country === null)) continue;
        takePostal(place, style, groups);
        return { first: index, last: index + length - 1 };
      }
    }
  }
  return null;
}

function takePostal(place: Place, style: PostalStyle, groups: Record<string, string | undefined>) {
  place.postal_code = groups['code'] ?? null;
  place.city = groups['city']?.trim() ?? null;
  place.region = groups['region']?.trim() ?? null;
  const inBrackets = countryNamed(place.region ?? '');
  if (inBrackets && style.country === null) place.region = null;
  place.country = style.country ?? prefixes[groups['prefix'] ?? ''] ?? inBrackets;
  if (groups['rest']) place.street = groups['rest'];
}

function takeStreet(parts: Parts, pieces: { text: string; from: number }[], at: PostalHit) {
  for (let index = at.first; index <= at.last; index += 1) markUsed(parts, pieces, index);
  const before = pieces[at.first - 1];
  if (!parts.place.street && !parts.place.city && before && !/\d/.test(before.text)) {
    parts.place.city = before.text;
    markUsed(parts, pieces, at.first - 1);
    streetFrom(parts, pieces, at.first - 2);
  } else streetFrom(parts, pieces, at.first - 1);
}

function markUsed(parts: Parts, pieces: { from: number }[], index: number) {
  const from = pieces[index]?.from;
  if (from !== undefined) parts.used.add(from);
}

/* A street may be two pieces: "Calle Mayor, 12"; "24, place Kléber"; "2732 Baker Blvd., Suite 400". */
function streetFrom(parts: Parts, pieces: { text: string; from: number }[], index: number) {
  const piece = pieces[index];
  if (!piece || parts.place.street) return;
  const before = pieces[index - 1];
  if (!looksLikeStreet(piece.text) && !(houseNumber.test(piece.text) && before)) return;
  const joins = before?.from === piece.from ? joinsStreet(before.text, piece.text) : unit.test(piece.text) && before && looksLikeStreet(before.text);
  parts.place.street = joins && before ? `${before.text}, ${piece.text}` : piece.text;
  markUsed(parts, pieces, index);
  if (joins) markUsed(parts, pieces, index - 1);
}

const houseNumber = /^\d+\s?\p{L}?$/u;
const unit = /^(?:suite|floor|unit|local|piso|planta|bajo|\d+(?:st|nd|rd|th) floor)\b/i;

function joinsStreet(before: string, text: string): boolean {
  return houseNumber.test(text) || houseNumber.test(before) || unit.test(text) || looksLikeStreet(before);
}
