import { kept } from './kept';

/* ISO 3166-1 countries. Names come from the browser in the reader's language. */
const codes =
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW';

export const countryCodes: readonly string[] = codes.split(' ');

const euro = new Set('AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK MC SM VA AD ME XK BG'.split(' '));
const own: Record<string, string> = {
  US: 'USD', GB: 'GBP', CH: 'CHF', LI: 'CHF', SE: 'SEK', NO: 'NOK', DK: 'DKK', PL: 'PLN', CZ: 'CZK', HU: 'HUF', RO: 'RON',
  IS: 'ISK', TR: 'TRY', UA: 'UAH', CA: 'CAD', AU: 'AUD', NZ: 'NZD', JP: 'JPY', CN: 'CNY', IN: 'INR', KR: 'KRW', SG: 'SGD',
  HK: 'HKD', TW: 'TWD', TH: 'THB', MX: 'MXN', BR: 'BRL', AR: 'ARS', CL: 'CLP', CO: 'COP', PE: 'PEN', UY: 'UYU', ZA: 'ZAR',
  IL: 'ILS', AE: 'AED', SA: 'SAR', KW: 'KWD', EG: 'EGP', MA: 'MAD', NG: 'NGN', KE: 'KES', ID: 'IDR', MY: 'MYR', PH: 'PHP', VN: 'VND',
}; // prettier-ignore

/** The currency that a country's companies usually invoice in, where we are sure. */
export function usualCurrency(country: string): string | undefined {
  return euro.has(country) ? 'EUR' : own[country];
}

export function currencyCodes(): string[] {
  return Intl.supportedValuesOf('currency');
}

/** The country of the browser's region, as a first guess. */
export function likelyCountry(tags: readonly string[] = navigator.languages): string {
  const regions = tags.map((tag) => new Intl.Locale(tag).region);
  return regions.find((region) => region !== undefined && countryCodes.includes(region)) ?? 'US';
}

export interface Choice {
  value: string;
  label: string;
}

function named(type: 'region' | 'currency', values: readonly string[], language: string): Choice[] {
  const names = new Intl.DisplayNames(language, { type });
  const order = new Intl.Collator(language);
  return values
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => order.compare(a.label, b.label));
}

export const countryChoices = kept((language) => named('region', countryCodes, language));

export const currencyChoices = kept((language) => named('currency', currencyCodes(), language).map(({ value, label }) => ({ value, label: `${value} – ${label}` })));

const regions = kept((language) => new Intl.DisplayNames(language, { type: 'region' }));

/** A country's name in the language of the page. */
export function countryName(code: string | null | undefined): string {
  if (!code || !/^[A-Z]{2}$/.test(code)) return code ?? '';
  return regions(document.documentElement.lang || 'en').of(code) ?? code;
}

/* The languages that customers are written to; a guild may have another one already. */
const languageTags = 'ar bg ca cs da de el en es et fi fr ga he hr hu is it ja ko lt lv mt nl no pl pt pt-BR ro ru sk sl sv th tr uk vi zh'.split(' ');

export function languageChoices(language: string, chosen: string): Choice[] {
  const names = new Intl.DisplayNames(language, { type: 'language' });
  const order = new Intl.Collator(language);
  return [...new Set([...languageTags, chosen])].map((value) => ({ value, label: names.of(value) ?? value })).sort((a, b) => order.compare(a.label, b.label));
}

/** A language's name in the language of the page. */
export function languageName(tag: string | null | undefined): string {
  try {
    return tag ? (new Intl.DisplayNames(document.documentElement.lang || 'en', { type: 'language' }).of(tag) ?? tag) : '';
  } catch {
    return tag ?? '';
  }
}
