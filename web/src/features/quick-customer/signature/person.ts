import { plain } from './segments';

/* Names, titles and companies have no shape; these look at words, and at the e-mail address, which often spells them. */

const legalForm =
  /(?:^|[\s,.&(])(?:gmbh(?: & co\.? kg)?|mbh|ag|kg|kgaa|ohg|gbr|ug(?: \(haftungsbeschränkt\))?|e\.? ?k\.?|e\.? ?v\.?|ltd|limited|llc|l\.l\.c|llp|inc|incorporated|corp|corporation|co|company|plc|pty|s\.? ?l\.?(?: ?u\.?)?|s\.? ?a\.?(?: de c\.? ?v\.?)?|s\.a\.s|sas|sasu|sarl|s\.à r\.l|eurl|sci|b\.? ?v\.?|n\.? ?v\.?|v\.? ?o\.? ?f|oyj?|ab|hb|a\/s|aps|as|asa|sp\. ?z ?o\.? ?o\.?|s\.? ?r\.? ?o\.?|a\.s\.|kft|zrt|s\.?p\.?a|s\.?r\.?l\.?s?|lda|ltda|kk|k\.k|pte|sdn bhd|pvt|private limited|d\.o\.o|ooo|ооо|зао|ао|holding|group|gruppe|groupe|grupo|gruppo|agency|agentur|studio|studios|partners|consulting|solutions|industries|hotel|university|universität|universidad)\.?(?:$|[\s,.)&])|株式会社|有限会社|合同会社|有限公司|公司|주식회사|บริษัท|จำกัด|شركة|प्राइवेट/iu;

const titleWord =
  /\b(?:ceo|cto|cfo|coo|cmo|cio|vp|svp|evp|president|founder|co-?founder|owner|partner|director(?:a)?|manager(?:in)?|head of|lead|chief|officer|representative|sales|marketing|assistant|assistenz|associate|analyst|engineer|developer|designer|consultant|accountant|buyer|purchasing|coordinator|executive|secretary|administrator|specialist|agent|leiter(?:in)?|leitung|geschäftsführer(?:in)?|inhaber(?:in)?|vertrieb|einkauf|buchhaltung|sachbearbeiter(?:in)?|vorstand|prokurist(?:in)?|berater(?:in)?|directeur|directrice|gérante?|responsable|chargée?|chef|président(?:e)?|commerciale?|acheteur|comptable|gerente|jefe|jefa|encargad[oa]|propietari[oa]|ventas|compras|consultor(?:a)?|administrador(?:a)?|amministratore|direttore|direttrice|titolare|responsabile|commercialista|verkoopleider|directeur|eigenaar|inkoper|medewerker|säljare|försäljningschef|verkställande|vd|inköpare|direktør|salgssjef|toimitusjohtaja|dyrektor|kierownik|prezes|specjalista|ředitel|jednatel|müdür|diretor(?:a)?|vendas)\b|директор|менеджер|部長|課長|社長|代表取締役|営業|经理|总监|总经理|대표|부장|과장|ผู้จัดการ|مدير|प्रबंधक/iu;

const honorific = /^(?:dr|prof|mr|mrs|ms|mx|miss|herr|frau|hr|fr|sr|sra|srta|mme|m|dott|dott\.ssa|ing|dipl\.?-?\p{L}*|mag|lic|d|dña|arq|eng|rev|sir)\.?\s+/iu;
const letters = /,?\s+(?:mba|ph\.?d|m\.?sc|b\.?sc|m\.?a|b\.?a|llm|cpa|esq|jr|sr|ii|iii|cfa|pmp|mrics)\.?$/iu;

const freeMail = new Set(['gmail', 'googlemail', 'outlook', 'hotmail', 'live', 'yahoo', 'gmx', 'web', 'icloud', 'me', 'aol', 'proton', 'protonmail', 't-online', 'orange', 'wanadoo', 'free', 'libero', 'qq', '163', '126', 'naver', 'mail', 'yandex', 'example']); // prettier-ignore

export interface Person {
  first_name: string | null;
  last_name: string | null;
  title: string | null;
  company_name: string | null;
}

/** The word of an e-mail's or site's domain that may be the company's: "alfreds" of maria@mail.alfreds.co.uk. */
export function domainWord(emailOrSite: string | null): string | null {
  const host = emailOrSite?.replace(/^.*@|^https?:\/\/(?:www\.)?/, '').split('/')[0]?.toLowerCase() ?? '';
  const labels = host.split('.').slice(0, -1).filter((label) => !['co', 'com', 'org', 'net', 'ac', 'gov', 'www', 'mail'].includes(label));
  const word = labels.at(-1);
  return word === undefined || freeMail.has(word) ? null : word;
}

export function readPerson(segments: string[], email: string | null, website: string | null): Person {
  const pieces = segments.flatMap((segment) => splitTitled(segment));
  const company = findCompany(pieces, domainWord(email) ?? domainWord(website));
  const left = pieces.filter((piece) => piece !== company);
  const name = findName(left, email);
  const title = left.find((piece) => piece !== name && titleWord.test(piece)) ?? null;
  return { ...splitName(name), title, company_name: company };
}

/* "Maria Anders, Sales Representative" and "Maria Anders – Acme GmbH" are two pieces; "Müller, Meier & Co. KG" is one. */
function splitTitled(segment: string): string[] {
  if (legalForm.test(segment) && !/\s[–—-]\s/.test(segment) && !titleWord.test(segment.split(',')[0] ?? '')) {
    const [first = '', ...more] = segment.split(/,\s+/);
    const rest = more.join(', ');
    return rest && isName(first) && !/^(?:inc|llc|ltd|s\.?[al]|gmbh|corp|plc|co)\b/i.test(rest) && titleWord.test(rest) ? [first, rest] : [segment];
  }
  const dashed = segment.split(/\s+[–—-]\s+|\s+(?:at|bei|chez|@)\s+(?=\p{Lu})/u);
  if (dashed.length > 1) return dashed.flatMap((piece) => splitTitled(piece));
  const [first = '', ...more] = segment.split(/,\s+/);
  return more.length > 0 && isName(first) ? [first.replace(letters, ''), more.join(', ')] : [segment];
}

function isName(text: string): boolean {
  const bare = text.replace(honorific, '').replace(honorific, '').replace(letters, '');
  if (/[\d@:/]/.test(bare) || titleWord.test(bare) || legalForm.test(bare)) return false;
  const words = bare.split(' ');
  if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2,5}$/u.test(bare)) return true;
  return words.length >= 2 && words.length <= 5 && words.every((word) => /^[\p{L}\p{M}'’.-]+$/u.test(word)) && /^(?:\p{Lu}|\p{Lo})/u.test(bare);
}

function findName(pieces: string[], email: string | null): string | null {
  const local = plain(email?.split('@')[0] ?? '');
  const names = pieces.filter(isName);
  const spelled = names.find((name) => name.split(' ').some((word) => plain(word).length > 2 && local.includes(plain(word))));
  return spelled ?? names[0] ?? null;
}

function findCompany(pieces: string[], domain: string | null): string | null {
  const legal = pieces.find((piece) => legalForm.test(piece) && !/^\S+\s+\S+@/.test(piece) && !(titleWord.test(piece) && !/gmbh|ltd|inc|llc/i.test(piece)));
  if (legal) return legal.replace(/[,;]\s*$/, '');
  if (!domain) return null;
  const spelled = plain(domain);
  return pieces.find((piece) => piece.length < 60 && (plain(piece).includes(spelled) || (plain(piece).length > 3 && spelled.includes(plain(piece)))) && !spelledByPerson(piece, spelled)) ?? null;
}

function spelledByPerson(piece: string, domain: string): boolean {
  return isName(piece) && domain.length < 4;
}

/** First and last name. Family names come first where the script says so; particles belong to the family name. */
export function splitName(name: string | null): { first_name: string | null; last_name: string | null } {
  if (!name) return { first_name: null, last_name: null };
  const bare = name.replace(honorific, '').replace(honorific, '').replace(letters, '').trim();
  const words = bare.split(' ');
  if (/[\p{Script=Han}\p{Script=Hangul}]/u.test(bare)) {
    if (words.length > 1) return { first_name: words.slice(1).join(' '), last_name: words[0] ?? null };
    const family = bare.length >= 4 ? 2 : 1;
    return { first_name: bare.slice(family), last_name: bare.slice(0, family) };
  }
  const shouted = words.filter((word) => word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase());
  if (shouted.length > 0 && shouted.length < words.length) {
    return { first_name: words.filter((word) => !shouted.includes(word)).join(' '), last_name: shouted.map(capitalised).join(' ') };
  }
  const particle = words.findIndex((word, index) => index > 0 && /^(?:von|van|de|del|della|di|da|dos|du|la|le|der|den|ten|ter|zu|af|av|bin|ibn|al)$/i.test(word));
  const at = particle > 0 ? particle : isSpanishDouble(words) ? words.length - 2 : words.length - 1;
  return { first_name: words.slice(0, at).join(' '), last_name: words.slice(at).join(' ') };
}

function isSpanishDouble(words: string[]): boolean {
  return words.length === 3 && words.slice(1).every((word) => /(?:ez|ero|ía|era|ón|ández|ina|ano|illa|osa|ales|uiz|ñ\p{L})$/iu.test(word));
}

function capitalised(word: string): string {
  return word.replace(/\p{L}+/gu, (part) => part.charAt(0) + part.slice(1).toLowerCase());
}
