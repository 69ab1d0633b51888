import type { QuickCustomerInput } from '../../api/types';
import { addressOf, emptyAddress, type AddressForm } from '../../ui/address_form';
import type { Signature } from './signature/signature';

export interface ContactForm {
  first_name: string;
  last_name: string;
  email: string;
  phone: string;
  title: string;
}

/** What is typed into Quick Customer. */
export interface QuickForm {
  private_person: boolean;
  company_name: string;
  vat_number: string;
  phone: string;
  website: string;
  country: string;
  currency: string;
  contact: ContactForm;
  address: AddressForm;
  billing_same_as_address: boolean;
  billing_address: AddressForm;
  ships_elsewhere: boolean;
  shipping_address: AddressForm;
}

export function emptyForm(company_name: string, defaults: { country: string; currency: string }): QuickForm {
  const address = { ...emptyAddress, country: defaults.country };
  return {
    private_person: false,
    company_name,
    vat_number: '',
    phone: '',
    website: '',
    country: defaults.country,
    currency: defaults.currency,
    contact: { first_name: '', last_name: '', email: '', phone: '', title: '' },
    address,
    billing_same_as_address: true,
    billing_address: address,
    ships_elsewhere: false,
    shipping_address: address,
  };
}

const trimmed = (text: string) => text.trim() || null;

export function inputOf(form: QuickForm, language: string): QuickCustomerInput {
  const { contact } = form;
  return {
    ...(form.private_person ? {} : { company_name: trimmed(form.company_name) }),
    private_person: form.private_person,
    vat_number: trimmed(form.vat_number),
    phone: trimmed(form.phone),
    website: trimmed(form.website),
    country: form.country || null,
    currency: form.currency || null,
    language,
    address: addressOf({ ...form.address, country: form.country }),
    billing_same_as_address: form.billing_same_as_address,
    billing_address: form.billing_same_as_address ? null : addressOf(form.billing_address),
    shipping_address: form.ships_elsewhere ? addressOf(form.shipping_address) : null,
    contact: {
      first_name: contact.first_name.trim(),
      last_name: contact.last_name.trim(),
      email: trimmed(contact.email),
      phone: trimmed(contact.phone),
      title: trimmed(contact.title),
    },
  };
}

/** Puts what a signature says into the form. What it does not say stays as it was typed. */
export function filledFrom(form: QuickForm, read: Signature, currencyOf: (country: string) => string | undefined): QuickForm {
  const country = read.address.country ?? form.country;
  const currency = read.address.country && read.address.country !== form.country ? (currencyOf(country) ?? form.currency) : form.currency;
  const isPerson = form.private_person || (read.company_name === null && form.company_name.trim() === '' && read.first_name !== null);
  return {
    ...form,
    private_person: isPerson,
    company_name: read.company_name ?? form.company_name,
    vat_number: read.vat_number ?? form.vat_number,
    website: read.website ?? form.website,
    phone: isPerson ? form.phone : (read.phone ?? form.phone),
    country,
    currency,
    contact: {
      first_name: read.first_name ?? form.contact.first_name,
      last_name: read.last_name ?? form.contact.last_name,
      email: read.email ?? form.contact.email,
      phone: (isPerson ? (read.mobile ?? read.phone) : read.mobile) ?? form.contact.phone,
      title: read.title ?? form.contact.title,
    },
    address: {
      street: read.address.street ?? form.address.street,
      city: read.address.city ?? form.address.city,
      region: read.address.region ?? form.address.region,
      postal_code: read.address.postal_code ?? form.address.postal_code,
      country,
    },
  };
}

function values(form: QuickForm): string[] {
  const { contact, address } = form;
  return [form.company_name, form.vat_number, form.website, form.phone, ...Object.values(contact as unknown as Record<string, string>), address.street, address.city, address.region, address.postal_code];
}

/** How many fields a paste filled. */
export function countFilled(before: QuickForm, after: QuickForm): number {
  const old = values(before);
  return values(after).filter((value, index) => value !== '' && value !== old[index]).length;
}

export function isChanged(form: QuickForm, first: QuickForm): boolean {
  return JSON.stringify(form) !== JSON.stringify(first);
}
