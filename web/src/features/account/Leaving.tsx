import { useState } from 'react';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { Profile } from '../../api/types';
import { t } from '../../i18n';
import { SignInAgain } from './SignInAgain';

/** All that is kept of one, and deleting the account. */
export function Leaving({ profile }: { profile: Profile }) {
  const [leaving, setLeaving] = useState(false);
  function gone() {
    sessionStorage.clear();
    location.assign('/sign-in');
  }
  return (
    <section className="panel" aria-labelledby="leaving-title">
      <h2 id="leaving-title">{t('account.data')}</h2>
      <p className="muted">{t('account.data_text')}</p>
      <div className="settings-foot start">
        <a className="button" href="/api/v1/me/export.json" download>
          {t('account.export')}
        </a>
        <button type="button" className="button danger" onClick={() => setLeaving(true)}>
          {t('account.delete')}
        </button>
      </div>
      {leaving && (
        <SignInAgain title={t('account.delete')} action={t('account.delete')} profile={profile} act={() => answerOf(api.DELETE('/me'))} onDone={gone} onClose={() => setLeaving(false)}>
          {() => <p className="whole notice gold">{t('account.delete_text')}</p>}
        </SignInAgain>
      )}
    </section>
  );
}
