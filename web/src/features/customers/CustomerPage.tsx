import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { messageOf, Refusal } from '../../api/problem';
import type { Customer } from '../../api/types';
import { Missing } from '../../app/Missing';
import { Others } from '../../app/Others';
import { useTitle } from '../../app/title';
import { t } from '../../i18n';
import { CustomerActivities } from '../activities/CustomerActivities';
import { Contacts } from './Contacts';
import { CustomerActs } from './CustomerActs';
import { CustomerEstimates } from './CustomerEstimates';
import { CustomerTags } from './CustomerTags';
import { Duplicates } from './Duplicates';
import { Facts } from './Facts';
import { customerById } from './queries';
import { StatusChip } from './status';
import { Timeline } from './Timeline';

const route = getRouteApi('/customers/$customerId');

export function CustomerPage() {
  const { customerId } = route.useParams();
  const { data: customer, error } = useQuery(customerById(customerId));
  useTitle(customer?.name ?? t('nav.customers'));
  useLeadOn(customerId, customer);
  if (error instanceof Refusal && error.status === 404) return <Missing />;
  if (error) return <p className="notice">{messageOf(error)}</p>;
  if (!customer) return <div className="loading" role="progressbar" aria-label={t('state.loading')} />;
  return (
    <article className="record">
      <header className="page-head">
        <div>
          <Link to="/customers" className="crumb">
            {t('nav.customers')}
          </Link>
          <h1>{customer.name}</h1>
        </div>
        <StatusChip status={customer.status} />
        <Others at={`customers/${customer.id}`} />
        <CustomerTags customer={customer} />
        <span className="spacer" />
        <CustomerActs customer={customer} />
      </header>
      <div className="record-body" key={customer.id}>
        <div className="record-side">
          <Facts customer={customer} />
          <Duplicates customer={customer} />
        </div>
        <div className="record-side">
          <CustomerActivities customerId={customer.id} name={customer.name} />
          <Contacts customerId={customer.id} />
          <CustomerEstimates customerId={customer.id} />
          <Timeline customerId={customer.id} />
        </div>
      </div>
    </article>
  );
}

/* One that was merged answers with the one that it became part of: the address follows. */
function useLeadOn(asked: string, customer: Customer | undefined) {
  const navigate = useNavigate();
  const id = customer?.id;
  useEffect(() => {
    if (id !== undefined && id !== asked) void navigate({ to: '/customers/$customerId', params: { customerId: id }, replace: true });
  }, [asked, id, navigate]);
}
