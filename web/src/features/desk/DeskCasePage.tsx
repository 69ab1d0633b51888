import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { messageOf } from '../../api/problem';
import type { DeskCase } from '../../api/types';
import { useTitle } from '../../app/title';
import { t, type Key } from '../../i18n';
import { Chip } from '../../ui/Chip';
import { Time } from '../../ui/Time';
import { Clocks } from './Clocks';
import { Judgement } from './Judgement';
import { Messages } from './Messages';
import { deskCase } from './queries';
import { States } from './States';
import { severities, states } from './words';

const route = getRouteApi('/desk/$caseId');

/** A case: what was reported, what is due, what the desk says, and what both sides wrote. */
export function DeskCasePage() {
  const { caseId } = route.useParams();
  const { data, error } = useQuery(deskCase(caseId));
  useTitle(data?.number ?? t('nav.desk'));
  if (error) return <p className="notice">{messageOf(error)}</p>;
  if (!data) return <div className="loading" role="progressbar" aria-label={t('state.loading')} />;
  return (
    <article className="record">
      <header className="page-head">
        <div>
          <Link to="/desk" className="muted">{t('nav.desk')}</Link>
          <h1>{data.number}</h1>
        </div>
        <Chip tone={states[data.state][0]}>{t(states[data.state][1])}</Chip>
        <span className="spacer" />
        {data.summary && data.details && data.fixed_version && (
          <a className="button" href={`/api/v1/desk-cases/${data.id}/advisory.json`} download={`${data.number}.json`}>{t('desk.advisory')}</a>
        )}
      </header>
      <div className="record-body">
        <div className="record-side">
          <Report found={data} />
          <Clocks found={data} />
          <States found={data} />
        </div>
        <div className="record-side">
          <Messages found={data} />
          <Judgement key={data.version} found={data} />
        </div>
      </div>
    </article>
  );
} // prettier-ignore

function Report({ found }: { found: DeskCase }) {
  const facts: [Key, string | null | undefined][] = [
    ['desk.description', found.description],
    ['desk.impact', found.impact],
    ['desk.steps', found.steps],
    ['desk.versions', found.versions],
    ['desk.suggested_fix', found.suggested_fix],
    ['desk.reported_severity', t(severities[found.reported_severity][1])],
    ['desk.credit_name', found.credit_name],
    ['desk.email', found.email],
  ];
  return (
    <section className="panel" aria-labelledby="report-title">
      <div className="panel-head">
        <h2 id="report-title">{t('desk.report')}</h2>
        <span className="muted">
          {t(found.source === 'mail' ? 'desk.by_mail' : 'desk.by_form')}, <Time at={found.received_at} />
        </span>
      </div>
      <dl className="facts">
        {facts.map(([label, text]) => text && (
          <div key={label} className="fact">
            <dt>{t(label)}</dt>
            <dd className="desk-text" dir="auto">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
} // prettier-ignore
