import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { OpenSession } from '../../api/types';
import { t } from '../../i18n';
import { countryName } from '../../i18n/places';
import { Chip } from '../../ui/Chip';
import { Time } from '../../ui/Time';
import { showToast } from '../../ui/toast';
import { sessions } from './queries';

/* "Firefox on Linux" from what a browser says of itself; anything else as it is. */
function programOf(session: OpenSession): string {
  const agent = session.user_agent ?? '';
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\//.exec(agent)?.[1];
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent)?.[1];
  if (!browser) return agent || t('sessions.program');
  const name = { Edg: 'Edge', OPR: 'Opera' }[browser] ?? browser;
  return system ? t('sessions.on', { program: name, system: system.replace('Mac OS X', 'macOS') }) : name;
}

/** Where one is signed in, each to be ended. */
export function Sessions() {
  const queries = useQueryClient();
  const { data, error } = useQuery(sessions);
  const ending = useMutation({
    mutationFn: () => answerOf(api.DELETE('/sessions/others')),
    onSuccess: () => showToast(t('sessions.others_ended')),
    onError: (failure) => showToast(messageOf(failure), null, 'error'),
    onSettled: () => queries.invalidateQueries({ queryKey: sessions.queryKey }),
  });
  return (
    <section className="panel" aria-labelledby="sessions-title">
      <div className="panel-head">
        <h2 id="sessions-title">{t('sessions.title')}</h2>
        <span className="spacer" />
        {data && data.items.length > 1 && (
          <button type="button" className="button" disabled={ending.isPending} onClick={() => ending.mutate()}>
            {t('sessions.end_others')}
          </button>
        )}
      </div>
      {error && <p className="notice">{messageOf(error)}</p>}
      <ul className="people">
        {data?.items.map((session) => (
          <SessionItem key={session.id} session={session} />
        ))}
      </ul>
    </section>
  );
}

function SessionItem({ session }: { session: OpenSession }) {
  const queries = useQueryClient();
  const ending = useMutation({
    mutationFn: () => answerOf(api.DELETE('/sessions/{session_id}', { params: { path: { session_id: session.id } } })),
    onError: (failure) => showToast(messageOf(failure), null, 'error'),
    onSettled: () => queries.invalidateQueries({ queryKey: sessions.queryKey }),
  });
  const program = programOf(session);
  return (
    <li className="person">
      <span className="person-name">{program}</span>
      {session.current && <Chip tone="spruce">{t('sessions.current')}</Chip>}
      <span className="spacer" />
      {!session.current && (
        <button type="button" className="button quiet" disabled={ending.isPending} onClick={() => ending.mutate()}>
          {t('sessions.end')}
          <span className="visually-hidden"> {program}</span>
        </button>
      )}
      <span className="person-reach muted">
        {session.country && <span>{countryName(session.country)}</span>}
        {session.address && <span>{session.address}</span>}
        {session.second_factor && <span>{t('sessions.by_factor')}</span>}
        <Time at={session.last_seen_at} />
      </span>
    </li>
  );
}
