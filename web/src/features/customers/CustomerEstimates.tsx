import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import { currentLanguage, t } from '../../i18n';
import { showMoney } from '../../money/currency';
import { Time } from '../../ui/Time';
import { StateChip } from '../estimates/StateChip';

/** What was offered to a customer, the newest first. */
export function CustomerEstimates({ customerId }: { customerId: string }) {
  const { data, error } = useQuery({
    queryKey: ['estimates', 'of', customerId],
    queryFn: ({ signal }) => answerOf(api.GET('/estimates', { params: { query: { customer_id: customerId, limit: 20 } }, signal })),
  });
  return (
    <section className="panel" aria-labelledby="estimates-title">
      <div className="panel-head">
        <h2 id="estimates-title">{t('nav.estimates')}</h2>
      </div>
      {error && <p className="notice">{messageOf(error)}</p>}
      {data?.items.length === 0 && <p className="muted">{t('estimates.none')}</p>}
      <ul className="people">
        {data?.items.map((estimate) => (
          <li key={estimate.id} className="person">
            <Link to="/estimates/$estimateId" params={{ estimateId: estimate.id }}>
              {showMoney(estimate.totals.gross, estimate.currency, currentLanguage())}
            </Link>
            <StateChip state={estimate.state} />
            <span className="muted">
              <Time at={estimate.updated_at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
