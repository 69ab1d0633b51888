import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Profile } from '../../api/types';
import { t } from '../../i18n';
import { Help } from '../../ui/Help';
import { AddKey, type KeyForm } from '../keys/AddKey';
import { KeyItem } from '../keys/KeyItem';
import { apiKeyPermissions, apiKeys } from './queries';

/** What programs of one's own sign in with. */
export function ApiKeys({ profile }: { profile: Profile }) {
  const queries = useQueryClient();
  const { data, error } = useQuery(apiKeys);
  const [making, setMaking] = useState(false);
  const readAgain = () => queries.invalidateQueries({ queryKey: apiKeys.queryKey });
  const revoke = (id: string) => answerOf(api.DELETE('/me/api-keys/{api_key_id}', { params: { path: { api_key_id: id } } }));
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
          <KeyItem key={key.id} apiKey={key} revoke={() => revoke(key.id)} onSettled={readAgain} />
        ))}
      </ul>
      {making && <AddOwnKey profile={profile} onClose={() => setMaking(false)} />}
    </section>
  );
}

function AddOwnKey({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const queries = useQueryClient();
  const { data } = useQuery(apiKeyPermissions);
  async function make(form: KeyForm) {
    const { key } = await answerOf(api.POST('/me/api-keys', { body: form }));
    void queries.invalidateQueries({ queryKey: apiKeys.queryKey });
    return key;
  }
  return <AddKey title={t('keys.new')} action={t('keys.make')} profile={profile} permissions={data?.permissions} make={make} onClose={onClose} />;
}
