import { currentLanguage, t } from '../i18n';
import { countryChoices, type Choice } from '../i18n/places';
import type { AddressForm } from './address_form';
import { Choose } from './Choose';
import { TextField } from './Field';
import type { Messages } from './messages';

interface AddressFieldsProps {
  /** The address's name in the API: "billing_address". Its fields are "billing_address.street" … */
  name: string;
  legend: string;
  value: AddressForm;
  messages: Messages;
  onChange: (value: AddressForm) => void;
  /** The country that comes first in the list. */
  firstCountry?: string;
}

export function countriesFrom(first: string | undefined): Choice[] {
  const choices = countryChoices(currentLanguage());
  const top = choices.filter((choice) => choice.value === first);
  return [...top, ...choices.filter((choice) => choice.value !== first)];
}

export function AddressFields({ name, legend, value, messages, onChange, firstCountry }: AddressFieldsProps) {
  const field = (part: keyof AddressForm) => ({
    name: `${name}.${part}`,
    value: value[part],
    message: messages[`${name}.${part}`],
    onChange: (typed: string) => onChange({ ...value, [part]: typed }),
  });
  return (
    <fieldset className="address-fields whole">
      <legend className="label">{legend}</legend>
      <TextField label={t('address.street')} className="two-thirds" {...field('street')} />
      <TextField label={t('address.postal_code')} className="third" {...field('postal_code')} />
      <TextField label={t('address.city')} className="third" {...field('city')} />
      <TextField label={t('address.region')} className="third" {...field('region')} />
      <Choose className="third" label={t('address.country')} choices={countriesFrom(firstCountry)} {...field('country')} />
    </fieldset>
  );
}
