import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { ApiKey, Profile } from '../../api/types';
import { t } from '../../i18n';
import { Ask } from '../../ui/Ask';
import { Help } from '../../ui/Help';
import { Time } from '../../ui/Time';
import { showToast } from '../../ui/toast';
import { AddApiKey } from './AddApiKey';
import { apiKeys } from './queries';

/** What programs of one's own sign in with. */
export function ApiKeys({ profile }: { profile: Profile }) {
  const { data, error } = useQuery(apiKeys);
  const [making, setMaking] = useState(false);
  return (
    <section className="panel" aria-labelledby="keys-title">
      <div className="panel-head">
        <h2 id="keys-title">{t('keys.title')}</h2>
        <Help about={t('keys.title')}>{t('keys.help')}</Help>
        <span className="spacer" />
        <button type="button" className="button" onClick={() => setMaking(true)}>
          {t('keys.new')}
        </button>
      </div>
      {error && <p className="notice">{messageOf(error)}</p>}
      {data?.items.length === 0 && <p className="muted">{t('keys.none')}</p>}
      <ul className="people">
        {data?.items.map((key) => (
          <KeyItem key={key.id} apiKey={key} />
        ))}
      </ul>
      {making && <AddApiKey profile={profile} onClose={() => setMaking(false)} />}
    </section>
  );
}

function KeyItem({ apiKey }: { apiKey: ApiKey }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const revoking = useMutation({
    mutationFn: () => answerOf(api.DELETE('/me/api-keys/{api_key_id}', { params: { path: { api_key_id: apiKey.id } } })),
    onError: (failure) => showToast(messageOf(failure), null, 'error'),
    onSettled: () => {
      setAsking(false);
      return queries.invalidateQueries({ queryKey: apiKeys.queryKey });
    },
  });
  return (
    <li className="person">
      <span className="person-name">{apiKey.name}</span>
      <span className="secret muted">{apiKey.hint}…</span>
      <span className="spacer" />
      <button type="button" className="button quiet" onClick={() => setAsking(true)}>
        {t('keys.revoke')}
        <span className="visually-hidden"> {apiKey.name}</span>
      </button>
      <span className="person-reach muted">
        <span>{t('keys.ends')} <Time at={apiKey.ends_at} /></span>
        {apiKey.last_used_at ? <span>{t('passkeys.used')} <Time at={apiKey.last_used_at} /></span> : <span>{t('keys.unused')}</span>}
        <span>{apiKey.permissions.join(', ')}</span>
      </span>
      {asking && <Ask title={t('keys.revoke_title', { name: apiKey.name })} text={t('keys.revoke_text')} yes={t('keys.revoke')} pending={revoking.isPending} onYes={() => revoking.mutate()} onNo={() => setAsking(false)} />}
    </li>
  );
} // prettier-ignore
