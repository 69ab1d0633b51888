import { useCallback, useState } from 'react';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { Profile, TotpOffer } from '../../api/types';
import { t } from '../../i18n';
import { drawQr } from '../../setup/qr';
import { FormDialog } from '../../ui/FormDialog';
import { useSaving } from '../../ui/saving';
import { SecretField, SignInAgain } from './SignInAgain';

interface AddTotpProps {
  profile: Profile;
  /** With the recovery codes, if these are the first. */
  onDone: (codes: string[]) => void;
  onClose: () => void;
}

/** An authenticator app: first the password, then the key and the code that shows that it works. */
export function AddTotp({ profile, onDone, onClose }: AddTotpProps) {
  const [offer, setOffer] = useState<TotpOffer | null>(null);
  async function begin() {
    setOffer(await answerOf(api.POST('/me/totp-offers', {})));
  }
  if (offer) return <Confirm offer={offer} onDone={onDone} onClose={onClose} />;
  return (
    <SignInAgain title={t('totp.add')} action={t('action.next')} profile={profile} act={begin} onDone={() => undefined} onClose={onClose}>
      {() => <p className="whole help">{t('factors.again')}</p>}
    </SignInAgain>
  );
}

function Confirm({ offer, onDone, onClose }: { offer: TotpOffer } & Omit<AddTotpProps, 'profile'>) {
  const [code, setCode] = useState('');
  const draw = useCallback((svg: SVGSVGElement | null) => {
    if (svg) drawQr(svg, offer.otpauth_url);
  }, [offer]);
  const saving = useSaving(
    (typed: string) => answerOf(api.PUT('/me/totp', { body: { offer: offer.offer, code: typed } })),
    ({ recovery_codes }) => onDone(recovery_codes),
  );
  return (
    <FormDialog title={t('totp.add')} action={t('totp.confirm')} pending={saving.pending} error={saving.error} messages={saving.messages} onSubmit={() => saving.save(code.replaceAll(' ', ''))} onClose={onClose}>
      <p className="whole">{t('totp.scan')}</p>
      <svg ref={draw} className="whole qr" role="img" aria-label={t('totp.qr')} />
      <p className="whole">
        <span className="help">{t('totp.by_hand')}</span> <span className="secret">{offer.totp_secret.replace(/(.{4})(?=.)/g, '$1 ')}</span>
      </p>
      <SecretField name="code" label={t('totp.code')} value={code} autoComplete="one-time-code" message={saving.messages['code']} onChange={setCode} />
    </FormDialog>
  );
}
