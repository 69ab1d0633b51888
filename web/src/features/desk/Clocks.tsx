import type { DeskCase } from '../../api/types';
import { t } from '../../i18n';
import { Time } from '../../ui/Time';
import { clocks, type Clock } from './words';

/** One deadline: what is due, and when; in red when that is over. */
export function Due({ clock, at, overdue }: { clock: Clock; at: string; overdue: boolean }) {
  return (
    <span className={overdue ? 'activity-due late' : 'activity-due'}>
      {t(clocks[clock])}, <Time at={at} />
      {overdue && <span className="visually-hidden"> {t('desk.overdue')}</span>}
    </span>
  );
}

/** Everything that is due for a case, and what was not kept. */
export function Clocks({ found }: { found: DeskCase }) {
  return (
    <section className="panel" aria-labelledby="clocks-title">
      <h2 id="clocks-title">{t('desk.clocks')}</h2>
      {found.clocks.length === 0 && <p className="muted">{t('desk.no_clocks')}</p>}
      <ul className="notes">
        {found.clocks.map(({ clock, due_at, overdue }) => (
          <li key={clock}>
            <Due clock={clock} at={due_at} overdue={overdue} />
          </li>
        ))}
      </ul>
      {found.breaches.length > 0 && (
        <>
          <h3 className="label">{t('desk.breaches')}</h3>
          <ul className="notes">
            {found.breaches.map(({ clock, due_at }) => (
              <li key={`${clock} ${due_at}`} className="muted">
                {t(clocks[clock])}, <Time at={due_at} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
