import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Profile } from '../../api/types';
import { t } from '../../i18n';
import { Chip } from '../../ui/Chip';
import { TextField } from '../../ui/Field';
import { showToast } from '../../ui/toast';
import { profile as profileQuery } from './queries';
import { SignInAgain } from './SignInAgain';

/** The address that one signs in with: whether it is confirmed, and another one, which holds once the link that went there was used. */
export function Email({ profile }: { profile: Profile }) {
  const queries = useQueryClient();
  const [changing, setChanging] = useState(false);
  const confirming = useMutation({
    mutationFn: () => answerOf(api.POST('/me/email-confirmations')),
    onSuccess: () => showToast(t('email.link_sent', { email: profile.email })),
    onError: (failure) => showToast(messageOf(failure), null, 'error'),
  });
  function asked() {
    void queries.invalidateQueries({ queryKey: profileQuery.queryKey });
    setChanging(false);
  }
  return (
    <section className="panel" aria-labelledby="email-title">
      <div className="panel-head">
        <h2 id="email-title">{t('contact.email')}</h2>
        <span className="spacer" />
        <button type="button" className="button" onClick={() => setChanging(true)}>
          {t('email.change')}
        </button>
      </div>
      <div className="person">
        <span className="person-name">{profile.email}</span>
        <Chip tone={profile.email_confirmed ? 'spruce' : 'gold'}>{profile.email_confirmed ? t('email.confirmed') : t('email.unconfirmed')}</Chip>
        <span className="spacer" />
        {!profile.email_confirmed && (
          <button type="button" className="button quiet" disabled={confirming.isPending} onClick={() => confirming.mutate()}>
            {t('email.confirm')}
          </button>
        )}
      </div>
      {profile.new_email && <p className="notice calm">{t('email.waiting', { email: profile.new_email })}</p>}
      {changing && <EmailDialog profile={profile} onDone={asked} onClose={() => setChanging(false)} />}
    </section>
  );
}

function EmailDialog({ profile, onDone, onClose }: { profile: Profile; onDone: () => void; onClose: () => void }) {
  const [email, setEmail] = useState('');
  return (
    <SignInAgain title={t('email.change_title')} action={t('email.send_link')} profile={profile} act={() => answerOf(api.POST('/me/email-changes', { body: { email: email.trim() } }))} onDone={onDone} onClose={onClose}>
      {(messages) => (
        <>
          <TextField name="email" label={t('email.new')} type="email" required autoComplete="email" className="whole" value={email} message={messages['email']} onChange={setEmail} />
          <p className="whole help">{t('email.change_text')}</p>
        </>
      )}
    </SignInAgain>
  );
}
