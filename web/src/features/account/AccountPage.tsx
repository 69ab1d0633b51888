import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../../api/problem';
import { actingMembership, useMe } from '../../app/session';
import { useTitle } from '../../app/title';
import { t } from '../../i18n';
import { ExplainDialog } from '../roles/ExplainDialog';
import { ApiKeys } from './ApiKeys';
import { Email } from './Email';
import { Leaving } from './Leaving';
import { Password } from './Password';
import { Picture } from './Picture';
import { ProfileForm } from './ProfileForm';
import { profile } from './queries';
import { SecondFactors } from './SecondFactors';
import { Sessions } from './Sessions';

/** One's own account. */
export function AccountPage() {
  useTitle(t('account.title'));
  const { data, error } = useQuery(profile);
  if (error) return <p className="notice">{messageOf(error)}</p>;
  if (!data) return <div className="loading" role="progressbar" aria-label={t('state.loading')} />;
  return (
    <article className="record">
      <header className="page-head">
        <div>
          <h1>{t('account.title')}</h1>
          <span className="muted">{data.email}</span>
        </div>
        <span className="spacer" />
        <MyRights />
      </header>
      <div className="record-body">
        <ProfileForm key={data.version} profile={data} />
        <div className="record-side">
          <Picture profile={data} />
          <Email profile={data} />
          <Password profile={data} />
          <SecondFactors profile={data} />
          <Sessions />
          <ApiKeys profile={data} />
          <Leaving profile={data} />
        </div>
      </div>
    </article>
  );
}

/** What one may do where one acts now, and why. */
function MyRights() {
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const acting = actingMembership(me);
  if (!acting?.guild) return null;
  return (
    <>
      <button type="button" className="button" onClick={() => setAsking(true)}>
        {t('explain.mine')}
      </button>
      {asking && <ExplainDialog membershipId={acting.id} name={me.account.name} onClose={() => setAsking(false)} />}
    </>
  );
}
