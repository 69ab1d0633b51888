import { expect, test } from 'vitest';
import { countFilled, emptyForm, filledFrom, inputOf, isChanged } from './form';
import { readSignature } from './signature/signature';

const first = emptyForm('', { country: 'FR', currency: 'EUR' });
const signature = readSignature('Thomas Hardy\nSales Representative\nAround the Horn Ltd\n120 Hanover Sq.\nLondon WA1 1DP\nT: +44 171 555 7788\nthomas@aroundthehorn.co.uk');
const currencyOf = (country: string) => (country === 'GB' ? 'GBP' : undefined);

test('a pasted signature fills the fields and leaves typed ones alone', () => {
  const filled = filledFrom({ ...first, vat_number: 'GB123' }, signature, currencyOf);
  expect(filled).toMatchObject({ company_name: 'Around the Horn Ltd', vat_number: 'GB123', country: 'GB', currency: 'GBP', private_person: false });
  expect(filled.contact).toMatchObject({ first_name: 'Thomas', last_name: 'Hardy', email: 'thomas@aroundthehorn.co.uk' });
  expect(countFilled(first, filled)).toBeGreaterThan(5);
});

test('a signature without a company is a private person', () => {
  const filled = filledFrom(first, readSignature('Ada Lovelace\nada@gmail.com\n+44 20 7946 0000'), currencyOf);
  expect(filled.private_person).toBe(true);
  expect(filled.contact.phone).toBe('+44 20 7946 0000');
  expect(inputOf(filled, 'en')).not.toHaveProperty('company_name');
});

test('empty fields are sent as absent, and an address that is only a country not at all', () => {
  const input = inputOf({ ...first, company_name: ' Alfreds ' }, 'de');
  expect(input).toMatchObject({ company_name: 'Alfreds', vat_number: null, address: null, billing_same_as_address: true, billing_address: null, country: 'FR' });
});

test('a form knows whether it was changed', () => {
  expect(isChanged(first, first)).toBe(false);
  expect(isChanged({ ...first, phone: '1' }, first)).toBe(true);
});
