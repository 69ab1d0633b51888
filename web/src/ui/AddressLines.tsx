import type { Address } from '../api/types';
import { countryName } from '../i18n/places';

export function AddressLines({ address }: { address: Address }) {
  const town = [address.postal_code, address.city, address.region].filter(Boolean).join(' ');
  return (
    <address className="address">
      {[address.street, town, countryName(address.country)].filter(Boolean).map((line) => (
        <span key={line}>{line}</span>
      ))}
    </address>
  );
}
