import type { Address } from '../api/types';

/** An address as it is typed: empty means absent. */
export interface AddressForm {
  street: string;
  city: string;
  region: string;
  postal_code: string;
  country: string;
}

export const emptyAddress: AddressForm = { street: '', city: '', region: '', postal_code: '', country: '' };

export function addressForm(address: Address | null | undefined): AddressForm {
  return {
    street: address?.street ?? '',
    city: address?.city ?? '',
    region: address?.region ?? '',
    postal_code: address?.postal_code ?? '',
    country: address?.country ?? '',
  };
}

/** The address to send; a country alone, which is filled beforehand, is not an address. */
export function addressOf(form: AddressForm): Address | null {
  const { street, city, region, postal_code, country } = form;
  if (!street && !city && !region && !postal_code) return null;
  return { street: street || null, city: city || null, region: region || null, postal_code: postal_code || null, country: country || null };
}
