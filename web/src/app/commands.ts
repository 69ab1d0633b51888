import { useNavigate } from '@tanstack/react-router';
import type { SearchResult } from '../api/types';
import { useSearch } from '../features/search/queries';
import { t, type Key } from '../i18n';
import type { IconName } from '../ui/Icon';
import { openQuickCustomer } from './layers';
import { placesFor } from './places';
import { may, useMe } from './session';

export interface Command {
  id: string;
  icon: IconName;
  label: string;
  /** What tells it from others of that name. */
  detail?: string | undefined;
  hint: string;
  run: () => void;
}

const kinds: Record<SearchResult['kind'], [Key, IconName]> = {
  customer: ['palette.customer', 'customers'],
  contact: ['palette.contact', 'contact'],
  estimate: ['palette.estimate', 'estimates'],
  activity: ['palette.activity', 'today'],
  product: ['palette.product', 'products'],
};

/** What the palette offers for a text: places, what is found, and at last a new customer. */
export function useCommands(text: string): Command[] {
  const me = useMe();
  const open = useOpen();
  const places = usePlaces();
  const found = useSearch(may(me, 'customers.read') ? text : '');
  const typed = text.toLocaleLowerCase();
  const fitting = places.filter((place) => (!place.needs || may(me, place.needs)) && place.label.toLocaleLowerCase().includes(typed));
  const results = found.map((result) => commandFor(result, () => open(result)));
  const make = may(me, 'customers.create') ? [makeCustomer(text)] : [];
  return [...fitting, ...results, ...make];
}

function commandFor(result: SearchResult, run: () => void): Command {
  const [name, icon] = kinds[result.kind];
  const detail = result.kind === 'contact' || result.kind === 'activity' ? result.customer_name : result.detail;
  return { id: result.id, icon, label: result.title, detail: detail ?? undefined, hint: t(name), run };
}

function useOpen() {
  const navigate = useNavigate();
  return (result: SearchResult) => {
    const customerId = result.kind === 'customer' ? result.id : result.customer_id;
    if (result.kind === 'estimate') void navigate({ to: '/estimates/$estimateId', params: { estimateId: result.id } });
    else if (result.kind === 'product') void navigate({ to: '/products', search: { search: result.title } });
    else if (customerId) void navigate({ to: '/customers/$customerId', params: { customerId } });
    else void navigate({ to: '/today' });
  };
}

function usePlaces(): (Command & { needs?: string })[] {
  const me = useMe();
  const navigate = useNavigate();
  return [
    ...placesFor(me).map((place) => ({ id: place.to, icon: place.icon, label: t(place.label), hint: t('palette.go'), run: () => void navigate({ to: place.to }) })),
    { id: 'estimate', icon: 'plus', needs: 'estimates.create', label: t('estimates.new'), hint: t('palette.make'), run: () => void navigate({ to: '/estimates/$estimateId', params: { estimateId: 'new' } }) },
    { id: 'export', icon: 'imports', needs: 'exports.run', label: t('palette.export'), hint: t('palette.run'), run: () => location.assign('/api/v1/customers/export.csv') },
    { id: 'account', icon: 'customers', label: t('account.title'), hint: t('palette.go'), run: () => void navigate({ to: '/account' }) },
  ];
}

function makeCustomer(text: string): Command {
  const label = text === '' ? t('quick.open') : t('palette.new_customer', { name: text });
  return { id: 'new-customer', icon: 'plus', label, hint: t('palette.make'), run: () => openQuickCustomer(text) };
}
