/* What a newcomer can try things with: made-up companies that say so in their numbers. */

export const sampleNumbers = Array.from({ length: 12 }, (_, index) => `SAMPLE-${index + 1}`);

export const customersFile = 'sample-customers.csv';
export const productsFile = 'sample-products.csv';

const names: [name: string, status: string, city: string, country: string, first: string, last: string][] = [
  ['Harbour Books', 'active', 'Bristol', 'GB', 'Nora', 'Whitfield'],
  ['Molen & Zoon', 'active', 'Utrecht', 'NL', 'Pieter', 'Molen'],
  ['Bäckerei Sonnenschein', 'lead', 'Leipzig', 'DE', 'Ulrike', 'Brandt'],
  ['Atelier Rivage', 'active', 'Nantes', 'FR', 'Camille', 'Rivage'],
  ['Talleres Encina', 'lead', 'Salamanca', 'ES', 'Lucía', 'Encina'],
  ['Fjell Optikk', 'active', 'Bergen', 'NO', 'Sigrid', 'Dahl'],
  ['Officina Tre Ponti', 'former', 'Padova', 'IT', 'Marco', 'Ferrin'],
  ['Zelená Zahrada', 'lead', 'Brno', 'CZ', 'Hana', 'Dvořáková'],
  ['Northlight Studio', 'active', 'Leeds', 'GB', 'Imran', 'Qureshi'],
  ['Käserei Alpblick', 'active', 'Thun', 'CH', 'Reto', 'Wyss'],
  ['Quinta do Vale', 'lead', 'Évora', 'PT', 'Inês', 'Moreira'],
  ['Skärgård Segel', 'former', 'Karlskrona', 'SE', 'Elin', 'Lund'],
];

function csv(head: string[], rows: string[][]): string {
  return [head, ...rows].map((row) => row.join(',')).join('\n') + '\n';
}

export const customersCsv = csv(
  ['external_id', 'name', 'kind', 'status', 'address.city', 'address.country', 'contact.first_name', 'contact.last_name', 'contact.email'],
  names.map(([name, status, city, country, first, last], index) => [
    sampleNumbers[index] ?? '',
    name,
    'company',
    status,
    city,
    country,
    first,
    last,
    `sample${index + 1}@example.com`,
  ]),
);

export const productsCsv = csv(
  ['sku', 'name', 'unit', 'unit_price'],
  [
    ['SAMPLE-HOUR', 'Consulting', 'HUR', '95.00'],
    ['SAMPLE-DAY', 'Workshop day', 'DAY', '760.00'],
    ['SAMPLE-SET', 'Starter set', 'C62', '149.90'],
  ],
);

/** What the first three of them are offered: pieces and price of each line. */
export const offers: [product: string, quantity: string, price: string][][] = [
  [['Consulting', '6', '95.00']],
  [
    ['Workshop day', '1', '760.00'],
    ['Starter set', '8', '149.90'],
  ],
  [['Starter set', '3', '149.90']],
];
