import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Import } from '../../api/types';
import { showNumber, t, type Key } from '../../i18n';
import { leftOf } from './queries';

const reasons: Record<'changed' | 'used' | 'gone', Key> = { changed: 'import.left.changed', used: 'import.left.used', gone: 'import.left.gone' };

/** What an undo has left, and why, each with a way to it. */
export function LeftRecords({ data }: { data: Import }) {
  const left = useQuery(leftOf(data.id)).data;
  if (!left) return null;
  return (
    <section aria-labelledby="left-title">
      <h3 id="left-title">{t('import.left', { count: showNumber(left.count) })}</h3>
      <ul className="people">
        {left.rows.map((row) => (
          <li key={row.row} className="person">
            {data.kind === 'products' || row.why === 'gone' ? (
              <span>{row.name}</span>
            ) : (
              <Link to="/customers/$customerId" params={{ customerId: row.customer_id ?? row.record_id }}>
                {row.name}
              </Link>
            )}
            <span className="muted">{t('import.left.row', { row: row.row })}</span>
            <span className="muted">{t(reasons[row.why])}</span>
          </li>
        ))}
      </ul>
      {left.count > left.rows.length && <p className="muted">{t('import.left.more', { count: showNumber(left.count - left.rows.length) })}</p>}
    </section>
  );
}
