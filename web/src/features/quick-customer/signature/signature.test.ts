import { expect, test } from 'vitest';
import { looksLikeSignature, readSignature, type Signature } from './signature';

type Expected = Partial<Omit<Signature, 'address'>> & { address?: Partial<Signature['address']> };

const cases: [string, string, Expected][] = [
  ['a German one with a closing', 'Mit freundlichen Grüßen\n\nMaria Anders\nSales Representative\n\nAlfreds Futterkiste GmbH\nObere Str. 57\n12209 Berlin\nTel.: +49 30 0074321\nFax: +49 30 0076545\nmaria.anders@alfreds.example\nwww.alfreds.example\nUSt-IdNr.: DE129273398',
    { first_name: 'Maria', last_name: 'Anders', title: 'Sales Representative', company_name: 'Alfreds Futterkiste GmbH', phone: '+49 30 0074321', email: 'maria.anders@alfreds.example', website: 'https://www.alfreds.example', vat_number: 'DE129273398', address: { street: 'Obere Str. 57', postal_code: '12209', city: 'Berlin', country: 'DE' } }],
  ['a British one with bars', 'Kind regards,\nThomas Hardy | Head of Sales\nAround the Horn Ltd | 120 Hanover Sq., London, WA1 1DP | United Kingdom\nT: +44 (0)171 555 7788 | M: 07700 900123 | E: thomas@aroundthehorn.co.uk',
    { first_name: 'Thomas', last_name: 'Hardy', title: 'Head of Sales', company_name: 'Around the Horn Ltd', phone: '+44 (0)171 555 7788', mobile: '07700 900123', email: 'thomas@aroundthehorn.co.uk', address: { street: '120 Hanover Sq.', city: 'London', postal_code: 'WA1 1DP', country: 'GB' } }],
  ['an American one', 'Best,\n\nHoward Snyder, MBA\nMarketing Manager\nGreat Lakes Food Market, Inc.\n2732 Baker Blvd., Suite 400\nEugene, OR 97403\n(503) 555-7555 ext. 12\nhoward.snyder@greatlakesfood.com',
    { first_name: 'Howard', last_name: 'Snyder', title: 'Marketing Manager', company_name: 'Great Lakes Food Market, Inc.', phone: '(503) 555-7555 ext. 12', email: 'howard.snyder@greatlakesfood.com', address: { street: '2732 Baker Blvd., Suite 400', city: 'Eugene', region: 'OR', postal_code: '97403', country: 'US' } }],
  ['a Spanish one', 'Un saludo,\n\nMartín Sommer\nDirector comercial\nBólido Comidas Preparadas, S.L.\nC/ Araquil, 67\n28023 Madrid (España)\nMóvil: +34 600 123 456\nTlf: 91 555 22 82\nCIF: B-84567891\nmartin.sommer@bolido.es',
    { first_name: 'Martín', last_name: 'Sommer', title: 'Director comercial', company_name: 'Bólido Comidas Preparadas, S.L.', phone: '91 555 22 82', mobile: '+34 600 123 456', email: 'martin.sommer@bolido.es', vat_number: 'B84567891', address: { street: 'C/ Araquil, 67', postal_code: '28023', city: 'Madrid', country: 'ES' } }],
  ['a French one with a shouted family name', 'Cordialement,\n\nFrédérique CITEAUX\nResponsable des achats\nBlondel père et fils SARL\n24, place Kléber\n67000 Strasbourg\nFrance\nTél : 03 88 60 15 31\nPort. : 06 12 34 56 78\nf.citeaux@blondel.fr\nTVA intracommunautaire : FR40303265045',
    { first_name: 'Frédérique', last_name: 'Citeaux', title: 'Responsable des achats', company_name: 'Blondel père et fils SARL', phone: '03 88 60 15 31', mobile: '06 12 34 56 78', email: 'f.citeaux@blondel.fr', vat_number: 'FR40303265045', address: { street: '24, place Kléber', postal_code: '67000', city: 'Strasbourg', country: 'FR' } }],
  ['a Dutch one with a particle', 'Met vriendelijke groet,\n\nJan van der Berg\nInkoper\nDe Gouden Tulp B.V.\nKeizersgracht 123, 1015 CJ Amsterdam\n+31 20 123 4567\njan@goudentulp.nl\nBTW: NL123456789B01',
    { first_name: 'Jan', last_name: 'van der Berg', title: 'Inkoper', company_name: 'De Gouden Tulp B.V.', phone: '+31 20 123 4567', vat_number: 'NL123456789B01', address: { street: 'Keizersgracht 123', postal_code: '1015 CJ', city: 'Amsterdam', country: 'NL' } }],
  ['a Swedish one', 'Med vänliga hälsningar\n\nChristina Berglund\nInköpare\nBerglunds snabbköp AB\nBerguvsvägen 8\n958 22 Luleå\nSverige\n0921-12 34 65\nchristina@berglunds.se',
    { first_name: 'Christina', last_name: 'Berglund', title: 'Inköpare', company_name: 'Berglunds snabbköp AB', phone: '0921-12 34 65', address: { street: 'Berguvsvägen 8', postal_code: '958 22', city: 'Luleå', country: 'SE' } }],
  ['an Italian one', 'Cordiali saluti\n\nDott. Paolo Accorti\nAmministratore\nFranchi S.p.A.\nVia Monte Bianco 34\n10100 Torino\nItalia\nTel. 011-4988260\nP.IVA 01234567890\npaolo.accorti@franchi.it',
    { first_name: 'Paolo', last_name: 'Accorti', title: 'Amministratore', company_name: 'Franchi S.p.A.', phone: '011-4988260', vat_number: '01234567890', address: { street: 'Via Monte Bianco 34', postal_code: '10100', city: 'Torino', country: 'IT' } }],
  ['a Japanese one', '山田 太郎\n営業部長\n株式会社サンプル\n〒100-0001 東京都千代田区千代田1-1\n電話: +81 3-1234-5678\nyamada@sample.co.jp',
    { first_name: '太郎', last_name: '山田', title: '営業部長', company_name: '株式会社サンプル', phone: '+81 3-1234-5678', email: 'yamada@sample.co.jp', address: { postal_code: '100-0001', country: 'JP' } }],
  ['a Chinese one', '王小明\n总经理\n上海示例贸易有限公司\n电话: +86 21 5555 1234\nwang@shili.cn',
    { first_name: '小明', last_name: '王', title: '总经理', company_name: '上海示例贸易有限公司', phone: '+86 21 5555 1234' }],
  ['a Canadian one without a legal form', 'Elizabeth Lincoln – Accounting Manager\nBottom-Dollar Markets\n23 Tsawassen Blvd.\nTsawassen, BC T2F 8M4\nCanada\n(604) 555-4729\nelizabeth@bottomdollarmarkets.ca',
    { first_name: 'Elizabeth', last_name: 'Lincoln', title: 'Accounting Manager', company_name: 'Bottom-Dollar Markets', phone: '(604) 555-4729', address: { street: '23 Tsawassen Blvd.', city: 'Tsawassen', region: 'BC', postal_code: 'T2F 8M4', country: 'CA' } }],
  ['a Swiss one with a prefix', 'Freundliche Grüsse\nYang Wang\nChop-suey Chinese AG\nHauptstr. 29\nCH-3012 Bern\nT +41 31 555 76 76\nMWST-Nr. CHE-123.456.789\nyang.wang@chop-suey.ch',
    { first_name: 'Yang', last_name: 'Wang', company_name: 'Chop-suey Chinese AG', phone: '+41 31 555 76 76', vat_number: 'CHE123456789', address: { street: 'Hauptstr. 29', postal_code: '3012', city: 'Bern', country: 'CH' } }],
  ['a Polish one', 'Pozdrawiam\nZbyszek Piestrzeniewicz\nWłaściciel\nWolski Zajazd Sp. z o.o.\nul. Filtrowa 68\n01-012 Warszawa\nPolska\ntel. +48 26 642 70 12\nNIP: 5252248481\nzbyszek@wolskizajazd.pl',
    { first_name: 'Zbyszek', last_name: 'Piestrzeniewicz', company_name: 'Wolski Zajazd Sp. z o.o.', phone: '+48 26 642 70 12', vat_number: '5252248481', address: { street: 'ul. Filtrowa 68', postal_code: '01-012', city: 'Warszawa', country: 'PL' } }],
  ['a private person in one line', 'Ada Lovelace, ada.lovelace@gmail.com, +44 20 7946 0000',
    { first_name: 'Ada', last_name: 'Lovelace', company_name: null, email: 'ada.lovelace@gmail.com', phone: '+44 20 7946 0000', address: { country: 'GB' } }],
  ['a Brazilian one', 'Atenciosamente,\nPedro Afonso\nVendas\nComércio Mineiro Ltda\nAv. dos Lusíadas, 23\nSão Paulo - SP, 05432-043\nBrasil\n+55 11 5555-7647\npedro@comerciomineiro.com.br',
    { first_name: 'Pedro', last_name: 'Afonso', title: 'Vendas', company_name: 'Comércio Mineiro Ltda', phone: '+55 11 5555-7647', address: { street: 'Av. dos Lusíadas, 23', postal_code: '05432-043', city: 'São Paulo', country: 'BR' } }],
]; // prettier-ignore

test.each(cases)('reads %s', (_, text, { address, ...expected }) => {
  const read = readSignature(text);
  expect(read).toMatchObject(expected);
  if (address) expect(read.address).toMatchObject(address);
});

test('a block of lines is a signature, a plain value is not', () => {
  expect(looksLikeSignature('Alfreds Futterkiste')).toBe(false);
  expect(looksLikeSignature('maria@alfreds.example')).toBe(false);
  expect(looksLikeSignature('Maria Anders\nAlfreds Futterkiste')).toBe(true);
});

test('a text without anything known leaves everything open', () => {
  expect(readSignature('lorem ipsum dolor')).toMatchObject({ email: null, phone: null, company_name: null, address: { city: null } });
});
