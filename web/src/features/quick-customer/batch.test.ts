import { expect, test } from 'vitest';
import { mostRows, nameOf, readBatch } from './batch';

const defaults = { country: 'DE', currency: 'EUR' };

test('rows of a spreadsheet are read by their heading, in any order', () => {
  const rows = readBatch('E-mail\tCompany\tLast name\tFirst name\nmaria@alfreds.example\tAlfreds Futterkiste\tAnders\tMaria\n', defaults);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.number).toBe(2);
  expect(rows[0]?.form).toMatchObject({ company_name: 'Alfreds Futterkiste', private_person: false, country: 'DE', contact: { first_name: 'Maria', last_name: 'Anders', email: 'maria@alfreds.example' } });
});

test('without a heading the columns come as they are shown', () => {
  const rows = readBatch('Alfreds\tMaria\tAnders\tmaria@alfreds.example\t030 1\tObere Str. 57\t12209\tBerlin', defaults);
  expect(rows[0]?.form.address).toMatchObject({ street: 'Obere Str. 57', postal_code: '12209', city: 'Berlin' });
  expect(rows[0]?.number).toBe(1);
});

test('commas, quotes and empty lines are what they are in a file', () => {
  const rows = readBatch('company,first name,last name,email\r\n"Berg, ""Tal"" & Co",Ada,Lovelace,ada@x.example\r\n\r\n,Bob,Builder,bob@x.example', defaults);
  expect(rows.map(({ form }) => nameOf(form))).toEqual(['Berg, "Tal" & Co', 'Bob Builder']);
  expect(rows[1]?.form.private_person).toBe(true);
});

test('no more than a few at once', () => {
  const text = Array.from({ length: 80 }, (_, row) => `Company ${row}\tA\tB\ta@x.example`).join('\n');
  expect(readBatch(text, defaults)).toHaveLength(mostRows);
});
