import { useQuery } from '@tanstack/react-query';
import { messageOf } from '../../api/problem';
import type { AuditEvent } from '../../api/types';
import { t } from '../../i18n';
import { exact } from '../../i18n/dates';
import { Dialog } from '../../ui/Dialog';
import { Actor, ObjectLink } from './AuditCells';
import { auditEvent } from './queries';
import { actionName, fieldName, hasName, valueName } from './words';

type ChangesOf = NonNullable<AuditEvent['changes']>;

/** One entry: what was changed, field by field, and what proves it. */
export function EventDialog({ event, onClose }: { event: AuditEvent; onClose: () => void }) {
  const { data, error } = useQuery(auditEvent(event.seq));
  const changes = data?.changes ?? [];
  return (
    <Dialog open title={actionName(event.action)} size="large" onClose={onClose}>
      <div className="dialog-body">
        <dl className="facts">
          <Fact label={t('audit.at')}>{exact(event.at)}</Fact>
          <Fact label={t('audit.actor')}>
            <Actor event={event} />
          </Fact>
          <Fact label={t('audit.object')}>
            <ObjectLink object={event.object} onFollow={onClose} />
          </Fact>
        </dl>
        <h3>{t('audit.changes')}</h3>
        {error && <p className="notice">{messageOf(error)}</p>}
        {data && <Changes changes={changes.filter(({ field }) => hasName(field))} />}
        <Proof event={event} unnamed={changes.filter(({ field }) => !hasName(field))} />
      </div>
    </Dialog>
  );
}

/** What proves the entry, and what it says for which people have no word: ids of other records. */
function Proof({ event, unnamed }: { event: AuditEvent; unnamed: ChangesOf }) {
  return (
    <details className="proof">
      <summary>{t('audit.proof')}</summary>
      <dl className="facts">
        <Fact label={t('audit.seq')}>{event.seq}</Fact>
        <Fact label={t('audit.request')}>
          <span className="id">{event.request_id || '–'}</span>
        </Fact>
        <Fact label={t('audit.hash')}>
          <span className="id">{event.hash}</span>
        </Fact>
        {unnamed.map(({ field, before, after }) => (
          <div key={field} className="fact" translate="no">
            <dt>{field}</dt>
            <dd className="id">{[before, after].filter((value) => typeof value === 'string').join(' → ')}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Changes({ changes }: { changes: ChangesOf }) {
  if (changes.length === 0) return <p className="muted">{t('audit.no_changes')}</p>;
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('audit.changes')}>
      <table className="table changes">
        <thead>
          <tr>
            <th scope="col">{t('audit.field')}</th>
            <th scope="col">{t('audit.before')}</th>
            <th scope="col">{t('audit.after')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.field}>
              <th scope="row">{fieldName(change.field)}</th>
              <td dir="auto">{typeof change.before === 'string' ? <del>{valueName(change.before)}</del> : <span className="muted">–</span>}</td>
              <td dir="auto">{typeof change.after === 'string' ? <ins>{valueName(change.after)}</ins> : <span className="muted">–</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
