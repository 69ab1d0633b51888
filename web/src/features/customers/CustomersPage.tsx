import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { lazy, useMemo } from 'react';
import type { Customer } from '../../api/types';
import { useMay } from '../../app/session';
import { withWords } from '../../i18n';
import { useEdit } from '../lists/edits';
import { ListPage } from '../lists/ListPage';
import { asBefore, customerChange, customerEditing, useCustomerList } from './list';
import { customerCount, customerPage } from './queries';

const CustomerBulk = lazy(() => withWords(import('./CustomerBulk')).then((module) => ({ default: module.CustomerBulk })));
const CustomerPeek = lazy(() => withWords(import('./CustomerPeek')).then((module) => ({ default: module.CustomerPeek })));
const CustomerBoard = lazy(() => withWords(import('./CustomerBoard')).then((module) => ({ default: module.CustomerBoard })));
const NoCustomers = lazy(() => withWords(import('./NoCustomers')).then((module) => ({ default: module.NoCustomers })));
const SampleNote = lazy(() => withWords(import('../samples/Samples')).then((module) => ({ default: module.SampleNote })));
const route = getRouteApi('/customers');

export function CustomersPage() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/customers' });
  const definition = useCustomerList();
  const mayEdit = useMay('customers.update');
  const mayBulk = useMay('bulk_changes.run') && mayEdit;
  const editing = useMemo(() => customerEditing(definition.columns), [definition]);
  const edit = useEdit(editing);
  const onEdit = (row: Customer, column: string, value: string) => {
    const change = customerChange(column, value);
    void edit(row, change, asBefore(row, change));
  };
  return (
    <ListPage
      definition={definition}
      search={search}
      onSearch={(next, replace = false) => void navigate({ search: next, replace })}
      fetchPage={customerPage}
      fetchCount={customerCount}
      onOpen={(row) => void navigate({ to: '/customers/$customerId', params: { customerId: row.id } })}
      {...(mayEdit ? { onEdit } : {})}
      nameOf={(row) => row.name}
      peek={(row) => <CustomerPeek customer={row} />}
      {...(mayBulk ? { bulk: (props) => <CustomerBulk {...props} /> } : {})}
      board={(filter) => <CustomerBoard filter={filter} />}
      above={<SampleNote kind="customers" />}
      empty={<NoCustomers />}
    />
  );
} // prettier-ignore
