import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { Profile } from '../../api/types';
import { t } from '../../i18n';
import { showToast } from '../../ui/toast';
import { SecretField, SignInAgain } from './SignInAgain';

/** Another password. Whoever is signed in elsewhere is signed out there. */
export function Password({ profile }: { profile: Profile }) {
  const [changing, setChanging] = useState(false);
  return (
    <section className="panel" aria-labelledby="password-title">
      <div className="panel-head">
        <h2 id="password-title">{t('account.password')}</h2>
        <span className="spacer" />
        <button type="button" className="button" onClick={() => setChanging(true)}>
          {t('account.password_change')}
        </button>
      </div>
      {changing && <PasswordDialog profile={profile} onClose={() => setChanging(false)} />}
    </section>
  );
}

function PasswordDialog({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const queries = useQueryClient();
  const [password, setPassword] = useState('');
  function done() {
    void queries.invalidateQueries({ queryKey: ['account'] });
    showToast(t('account.password_changed'));
    onClose();
  }
  return (
    <SignInAgain title={t('account.password_change')} profile={profile} act={() => answerOf(api.PUT('/me/password', { body: { password } }))} onDone={done} onClose={onClose}>
      {(messages) => (
        <>
          <SecretField name="password" label={t('account.new_password')} value={password} autoComplete="new-password" message={messages['password']} onChange={setPassword} />
          <p className="whole help">{t('account.password_text')}</p>
        </>
      )}
    </SignInAgain>
  );
}
