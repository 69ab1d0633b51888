import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { messageOf } from '../../api/problem';
import type { Customer } from '../../api/types';
import { openQuickCustomer } from '../../app/layers';
import { useMay } from '../../app/session';
import { plural, showNumber, t } from '../../i18n';
import { countryName } from '../../i18n/places';
import { DataGrid, type Column } from '../../ui/DataGrid';
import { SearchBox } from '../../ui/SearchBox';
import { Time } from '../../ui/Time';
import { customerCount, customerList, type CustomerFilter } from './queries';
import { StatusChip, statuses, statusNames } from './status';
import { useTitle } from '../../app/title';

const route = getRouteApi('/customers');

function columns(): Column<Customer>[] {
  return [
    { id: 'name', header: t('customer.name'), width: 'minmax(170px, 2.2fr)', sort: 'name', cell: (row) => <NameLink customer={row} /> },
    { id: 'status', header: t('customer.status'), width: '96px', cell: (row) => <StatusChip status={row.status} /> },
    { id: 'city', header: t('address.city'), width: 'minmax(90px, 1fr)', wideOnly: true, cell: (row) => (row.address ?? row.billing_address)?.city },
    { id: 'country', header: t('address.country'), width: 'minmax(90px, 1fr)', wideOnly: true, cell: (row) => countryName(row.country ?? row.address?.country) },
    { id: 'phone', header: t('customer.phone'), width: 'minmax(110px, 1.1fr)', wideOnly: true, cell: (row) => row.phone },
    { id: 'currency', header: t('customer.currency'), width: '84px', wideOnly: true, cell: (row) => row.currency },
    { id: 'created_at', header: t('record.created'), width: '130px', wideOnly: true, sort: 'created_at', cell: (row) => <Time at={row.created_at} /> },
  ];
}

function NameLink({ customer }: { customer: Customer }) {
  return (
    <Link to="/customers/$customerId" params={{ customerId: customer.id }} className="row-name" tabIndex={-1}>
      {customer.name}
    </Link>
  );
}

export function CustomersPage() {
  useTitle(t('nav.customers'));
  const filter = route.useSearch();
  const navigate = useNavigate({ from: '/customers' });
  const list = useInfiniteQuery(customerList(filter));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const count = useQuery(customerCount(filter)).data;
  return (
    <>
      <header className="page-head">
        <h1>
          {t('nav.customers')} {count && <small className="count">{plural('customers.count', count.count)}</small>}
        </h1>
        <span className="spacer" />
        <SearchBox label={t('customers.search')} value={filter.search} onSearch={(search) => void navigate({ search: { ...filter, search }, replace: true })} />
        <StatusFilter chosen={filter.status} onChoose={(status) => void navigate({ search: { ...filter, status } })} />
      </header>
      {list.isError && <p className="notice">{messageOf(list.error)}</p>}
      {list.isSuccess && rows.length === 0 ? (
        <Nothing searching={filter.search !== undefined || filter.status !== undefined} />
      ) : (
        <DataGrid
          label={t('nav.customers')}
          columns={columns()}
          rows={rows}
          rowKey={(row) => row.id}
          total={list.hasNextPage ? -1 : rows.length}
          sortedBy={filter.sort ?? '-created_at'}
          onSort={(sort) => void navigate({ search: { ...filter, sort: sort as CustomerFilter['sort'] } })}
          onOpen={(row) => void navigate({ to: '/customers/$customerId', params: { customerId: row.id } })}
          onNearEnd={() => list.hasNextPage && !list.isFetching && void list.fetchNextPage()}
        />
      )}
      <p className="visually-hidden" role="status">
        {list.isSuccess && t('grid.shown', { shown: showNumber(rows.length) })}
      </p>
    </>
  );
}

function StatusFilter({ chosen, onChoose }: { chosen: CustomerFilter['status']; onChoose: (status: CustomerFilter['status']) => void }) {
  return (
    <div className="segments" role="group" aria-label={t('customer.status')}>
      <button type="button" className="segment" aria-pressed={chosen === undefined} onClick={() => onChoose(undefined)}>
        {t('customers.all')}
      </button>
      {statuses.map((status) => (
        <button key={status} type="button" className="segment" aria-pressed={chosen === status} onClick={() => onChoose(status)}>
          {t(statusNames[status])}
        </button>
      ))}
    </div>
  );
}

function Nothing({ searching }: { searching: boolean }) {
  const mayCreate = useMay('customers.create');
  return (
    <div className="page-note">
      <h2>{searching ? t('customers.none_found') : t('customers.none')}</h2>
      <p className="muted">{searching ? t('customers.none_found_text') : t('customers.none_text')}</p>
      {!searching && mayCreate && (
        <button type="button" className="button primary" onClick={() => openQuickCustomer()}>
          {t('quick.open')}
        </button>
      )}
    </div>
  );
}
