/* How somebody is reached, and the tax number: the parts of a signature that have a shape of their own. */

const email = /[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u;
const address = /(?:https?:\/\/)?(?:www\.)?(?:[\p{L}\p{N}-]+\.)+(?:\p{L}{2,24})(?:\/[^\s,;]*)?/iu;
const phone = /(?:\+|\(\+|00)?[\d(][\d\s().\-/–]{5,}\d/;
const extension = /\s*(?:ext|x|extn|dw|durchwahl|poste|int)\.?\s*\d{1,5}$/i;

const fax = /^(?:tele)?fax|^f(?:ax)?\s*[:.]|^télécopie/i;
const mobile = /^(?:m(?:ob(?:ile|il|iel)?)?|cell?|celular|cellulare|handy|m[oó]vil|port(?:able)?|gsm|whatsapp|natel|mobiltelefon|komórka|моб|携帯|手机|جوال)\b\.?\s*(?:phone|nr)?\.?\s*[:.]?/iu;
const phoneLabel = /^(?:t(?:el(?:[eé]fono|efon|ephone|efoon)?)?|phone|ph|p|office|direct|direkt|d|fon|tél|téléphone|telefone|tlf|tfno|puh|тел|電話|电话|โทร|هاتف|☎|📞)\.?\s*(?:nr)?\.?\s*[:.]?\s*(?=[+(\d])/iu;

const vatLabel =
  /(?:vat(?: (?:no|nr|id|reg(?:istration)?|number))*|u?st[.\s-]*id(?:ent)?[.\s-]*(?:nr|nummer)?|uid(?:-nr)?|(?:n°\s*)?tva(?: intra(?:communautaire)?)?|n\.?i\.?f|c\.?i\.?f|p(?:artita)?\.?\s?iva|btw(?:[-\s]?(?:nr|nummer))?|mwst(?:[-\s]?nr)?|moms(?:nr)?|nip|dič|r\.?f\.?c|cnpj|gstin|abn|cvr|y-tunnus|tax id|ein|ust)\.?\s*[:.#]?\s*/i;
const vatNumber = /\b(?:ATU\d{8}|BE[01]\d{9}|DE\d{9}|DK\d{8}|ES[A-Z0-9]\d{7}[A-Z0-9]|FI\d{8}|FR[A-Z0-9]{2}\d{9}|GB(?:\d{9}|\d{12})|IE\d[A-Z0-9+*]\d{5}[A-Z]{1,2}|IT\d{11}|LU\d{8}|NL\d{9}B\d{2}|PL\d{10}|PT\d{9}|SE\d{12}|CHE[-\s]?\d{3}\.?\d{3}\.?\d{3}|CZ\d{8,10}|HU\d{8}|RO\d{2,10})\b/;

export interface Reach {
  email: string | null;
  phone: string | null;
  mobile: string | null;
  website: string | null;
  vat_number: string | null;
}

/** Takes everything reachable out of the segments; what is left of them may be names and places. */
export function takeReach(segments: string[]): { reach: Reach; rest: string[] } {
  const reach: Reach = { email: null, phone: null, mobile: null, website: null, vat_number: null };
  const rest: string[] = [];
  for (const segment of segments) {
    const left = takePhones(takeWebsite(takeEmail(takeVat(segment, reach), reach), reach), reach);
    if (/[\p{L}\p{N}]/u.test(left) && !isLabel(left)) rest.push(left.replace(/^[\s,;:–-]+|[\s,;:–-]+$/g, ''));
  }
  return { reach, rest };
}

function isLabel(text: string): boolean {
  return /^[\s(]*(?:e-?mail|correo|courriel|mail|web(?:site|seite)?|sitio web|internet|url|e|w|tel|fax|phone|mobil?e?|邮箱|网址|メール|البريد)?[\s:.,)]*$/iu.test(text);
}

function takeVat(segment: string, reach: Reach): string {
  const bare = vatNumber.exec(segment);
  const labelled = new RegExp(`(?:^|[\\s,(])${vatLabel.source}([A-Z]{0,3}[\\s-]?[A-Z0-9][A-Z0-9.\\s-]{5,16}[A-Z0-9])`, 'i').exec(segment);
  const found = labelled?.[1] && /\d{5}|\d[\d.\s-]{6}/.test(labelled[1]) ? labelled[1] : bare?.[0];
  if (!found) return segment;
  reach.vat_number ??= found.replace(/[\s.-]/g, '').toUpperCase();
  return segment.replace(labelled?.[0] ?? found, ' ').replace(found, ' ');
}

function takeEmail(segment: string, reach: Reach): string {
  const found = email.exec(segment)?.[0];
  if (!found) return segment;
  reach.email ??= found.replace(/^'|'$/g, '');
  return takeEmail(segment.replace(new RegExp(`(?:(?:e-?mail|correo|courriel|mail|e|邮箱|メール)\\s*[:.]?\\s*)?${escape(found)}`, 'iu'), ' '), reach);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

const siteLabel = /web(?:site|seite)?|sitio web|internet|url|w|网址/i;
const bareSite = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}(?:\/\S*)?$/;

/* A name with dots and nothing before it is a site only where it stands alone: "Sp. z o.o." is none. */
function takeWebsite(segment: string, reach: Reach): string {
  const found = address.exec(segment)?.[0];
  if (!found) return segment;
  const isAlone = segment.replace(found, '').replace(siteLabel, '').trim().length < 4;
  if (!/^https?:|^www\./i.test(found) && !(isAlone && bareSite.test(found))) return segment;
  if (!/linkedin|facebook|twitter|instagram|xing\.com|\bx\.com/i.test(found)) reach.website ??= /^https?:/i.test(found) ? found : `https://${found}`;
  return segment.replace(found, ' ');
}

function takePhones(segment: string, reach: Reach): string {
  const trimmed = segment.trim();
  const found = phone.exec(trimmed);
  if (!found || !looksLikePhone(trimmed, found[0])) return segment;
  const before = trimmed.slice(0, found.index).trim();
  const end = found.index + found[0].length;
  const tail = extension.exec(trimmed.slice(end))?.[0] ?? '';
  const number = found[0].trim().replace(/\s+/g, ' ') + (tail ? ` ${tail.trim()}` : '');
  const label = /(\S+)\s*$/.exec(before)?.[1] ?? '';
  if (!fax.test(before) && !fax.test(label)) keepPhone(number, mobile.test(label) || mobile.test(before), reach);
  const left = trimmed.slice(end + tail.length);
  return takePhones(left, reach) === left ? withoutLabel(before) + ' ' + left : withoutLabel(before);
}

function keepPhone(number: string, isMobile: boolean, reach: Reach) {
  if (isMobile) reach.mobile ??= number;
  else reach.phone ??= number;
}

function withoutLabel(before: string): string {
  return /^[\p{L}.☎📞]{1,14}\s*[:.]?$/u.test(before) ? '' : before.replace(/\s+[\p{L}]{1,3}[:.]$/u, '');
}

function looksLikePhone(segment: string, found: string): boolean {
  const digits = found.replace(/\D/g, '').length;
  if (digits < 7 || digits > 17) return false;
  if (/^\+|^\(\+|^00/.test(found.trim())) return true;
  if (phoneLabel.test(segment) || mobile.test(segment) || fax.test(segment)) return true;
  // Without a label or a plus: a number that stands alone.
  return segment.replace(found, '').replace(extension, '').trim() === '' && /^[(0-9]/.test(found) && !/^\d{5}-\d{3,4}$/.test(found.trim());
}
