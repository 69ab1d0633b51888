import { useRef, useState } from 'react';
import { api } from '../../api/client';
import { answerOf, Refusal } from '../../api/problem';
import type { Profile } from '../../api/types';
import { t } from '../../i18n';
import { makePasskey } from '../../login/passkey';
import { TextField } from '../../ui/Field';
import { SignInAgain } from './SignInAgain';

/** A passkey of this device or of a security key: the password first, then the browser asks. */
export function AddPasskey({ profile, onDone, onClose }: { profile: Profile; onDone: (codes: string[]) => void; onClose: () => void }) {
  const [name, setName] = useState('');
  const codes = useRef<string[]>([]);
  async function add() {
    const made = await makePasskey(await answerOf(api.POST('/me/passkey-offers', {})));
    if (!made) throw new Refusal(409, { detail: t('passkeys.none_made') });
    codes.current = (await answerOf(api.POST('/me/passkeys', { body: { name: name.trim() || t('passkeys.usual_name'), ...made } }))).recovery_codes;
  }
  return (
    <SignInAgain title={t('passkeys.add')} action={t('action.next')} profile={profile} act={add} onDone={() => onDone(codes.current)} onClose={onClose}>
      {(messages) => (
        <>
          <TextField name="passkey_name" label={t('passkeys.name')} optional value={name} message={messages['name']} className="whole" onChange={setName} />
          <p className="whole help">{t('passkeys.add_text')}</p>
        </>
      )}
    </SignInAgain>
  );
}
