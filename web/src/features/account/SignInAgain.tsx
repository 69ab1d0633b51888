import { useState, type ReactNode } from 'react';
import type { Profile } from '../../api/types';
import { useMe } from '../../app/session';
import { t } from '../../i18n';
import { describedBy, Field } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import type { Messages } from '../../ui/messages';
import { useSaving } from '../../ui/saving';
import { signInAgain } from './queries';

interface SignInAgainProps {
  title: string;
  /** What the button says, where it does not simply save. */
  action?: string;
  profile: Profile;
  /** Done once the password is right. */
  act: () => Promise<unknown>;
  onDone: () => void;
  onClose: () => void;
  /** The fields of what is to be done. */
  children?: (messages: Messages) => ReactNode;
}

/** Asks for the password before something that only oneself may do: that a page stands open somewhere is not enough. */
export function SignInAgain({ title, action, profile, act, onDone, onClose, children }: SignInAgainProps) {
  const membership = useMe().acting.membership_id;
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const saving = useSaving(async () => {
    await signInAgain({ email: profile.email, password, code }, membership);
    await act();
  }, onDone);
  return (
    <FormDialog title={title} action={action} pending={saving.pending} error={saving.error} messages={saving.messages} onSubmit={() => saving.save(undefined)} onClose={onClose}>
      <SecretField name="current_password" label={t('account.current_password')} value={password} autoComplete="current-password" onChange={setPassword} />
      {profile.second_factor && (
        <>
          <SecretField name="code" label={t('account.code')} value={code} autoComplete="one-time-code" onChange={setCode} />
          <p className="whole help">{t('account.code_help')}</p>
        </>
      )}
      {children?.(saving.messages)}
    </FormDialog>
  );
}

interface SecretFieldProps {
  name: string;
  label: string;
  value: string;
  autoComplete: 'current-password' | 'new-password' | 'one-time-code';
  message?: string | undefined;
  onChange: (value: string) => void;
}

export function SecretField({ name, label, value, autoComplete, message, onChange }: SecretFieldProps) {
  return (
    <Field name={name} label={label} message={message} className="whole">
      <input id={name} className="control" type={autoComplete === 'one-time-code' ? 'text' : 'password'} value={value} autoComplete={autoComplete} aria-required onChange={(event) => onChange(event.target.value)} {...describedBy(name, message)} />
    </Field>
  );
}
