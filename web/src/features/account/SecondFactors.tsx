import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Passkey, Profile, SecondFactors as Factors } from '../../api/types';
import { plural, t, withWords } from '../../i18n';
import { passkeysWork } from '../../login/passkey';
import { Chip } from '../../ui/Chip';
import { Help } from '../../ui/Help';
import { Time } from '../../ui/Time';
import { AddPasskey } from './AddPasskey';
import { NamePasskey } from './NamePasskey';
import { factors as query } from './queries';
import { RecoveryCodes } from './RecoveryCodes';
import { SignInAgain } from './SignInAgain';

/** What draws the code that is photographed comes when it is wanted. */
const AddTotp = lazy(() => withWords(import('./AddTotp')).then(({ AddTotp: component }) => ({ default: component })));

/** What is open above the panel. */
type Doing = { what: 'totp' | 'passkey' | 'codes' | 'no_totp' } | { what: 'name' | 'no_passkey'; passkey: Passkey } | { what: 'shown'; codes: string[] } | null;

/** What proves that it is oneself, beside the password. */
export function SecondFactors({ profile }: { profile: Profile }) {
  const { data, error } = useQuery(query);
  const [doing, setDoing] = useState<Doing>(null);
  return (
    <section className="panel" aria-labelledby="factors-title">
      <div className="panel-head">
        <h2 id="factors-title">{t('factors.title')}</h2>
        <Help about={t('factors.title')}>{t('factors.help')}</Help>
        <span className="spacer" />
        {data && <State factors={data} />}
      </div>
      {error && <p className="notice">{messageOf(error)}</p>}
      {data && <FactorList factors={data} onDo={setDoing} />}
      <Suspense>{doing && <Open doing={doing} profile={profile} onNext={setDoing} />}</Suspense>
    </section>
  );
}

const has = (factors: Factors) => factors.totp || factors.passkeys.length > 0;

function State({ factors }: { factors: Factors }) {
  if (has(factors)) return <Chip tone="spruce">{t('factors.on')}</Chip>;
  return factors.required ? <Chip tone="rose">{t('factors.required')}</Chip> : <Chip tone="plain">{t('factors.off')}</Chip>;
}

function FactorList({ factors, onDo }: { factors: Factors; onDo: (doing: Doing) => void }) {
  return (
    <ul className="people">
      <li className="person">
        <span className="person-name">{t('totp.title')}</span>
        <span className="spacer" />
        <button type="button" className="button quiet" onClick={() => onDo({ what: factors.totp ? 'no_totp' : 'totp' })}>
          {factors.totp ? t('action.remove') : t('action.set_up')}
          <span className="visually-hidden"> {t('totp.title')}</span>
        </button>
        <span className="person-reach muted">{factors.totp ? t('totp.on') : t('totp.text')}</span>
      </li>
      {factors.passkeys.map((passkey) => (
        <PasskeyItem key={passkey.id} passkey={passkey} onDo={onDo} />
      ))}
      {passkeysWork() && (
        <li className="person">
          <span className="person-name">{t('passkeys.title')}</span>
          <span className="spacer" />
          <button type="button" className="button quiet" onClick={() => onDo({ what: 'passkey' })}>
            {t('passkeys.add')}
          </button>
          <span className="person-reach muted">{t('passkeys.text')}</span>
        </li>
      )}
      {has(factors) && (
        <li className="person">
          <span className="person-name">{t('codes.title')}</span>
          {factors.recovery_codes_left < 3 && <Chip tone="gold">{t('codes.few')}</Chip>}
          <span className="spacer" />
          <button type="button" className="button quiet" onClick={() => onDo({ what: 'codes' })}>
            {t('codes.renew')}
          </button>
          <span className="person-reach muted">{plural('codes.left', factors.recovery_codes_left)}</span>
        </li>
      )}
    </ul>
  );
} // prettier-ignore

function PasskeyItem({ passkey, onDo }: { passkey: Passkey; onDo: (doing: Doing) => void }) {
  return (
    <li className="person">
      <span className="person-name">{passkey.name}</span>
      <Chip tone="sky">{t('passkeys.one')}</Chip>
      <span className="spacer" />
      <button type="button" className="button quiet" onClick={() => onDo({ what: 'name', passkey })}>
        {t('action.rename')}
        <span className="visually-hidden"> {passkey.name}</span>
      </button>
      <button type="button" className="button quiet" onClick={() => onDo({ what: 'no_passkey', passkey })}>
        {t('action.remove')}
        <span className="visually-hidden"> {passkey.name}</span>
      </button>
      <span className="person-reach muted">
        {passkey.last_used_at ? <span>{t('passkeys.used')} <Time at={passkey.last_used_at} /></span> : <span>{t('passkeys.unused')}</span>}
      </span>
    </li>
  );
} // prettier-ignore

function Open({ doing, profile, onNext }: { doing: NonNullable<Doing>; profile: Profile; onNext: (doing: Doing) => void }) {
  const queries = useQueryClient();
  const close = () => onNext(null);
  const done = (codes: string[] = []) => {
    void queries.invalidateQueries({ queryKey: ['account'] });
    onNext(codes.length > 0 ? { what: 'shown', codes } : null);
  };
  switch (doing.what) {
    case 'totp':
      return <AddTotp profile={profile} onDone={done} onClose={close} />;
    case 'passkey':
      return <AddPasskey profile={profile} onDone={done} onClose={close} />;
    case 'name':
      return <NamePasskey passkey={doing.passkey} onDone={() => done()} onClose={close} />;
    case 'shown':
      return <RecoveryCodes codes={doing.codes} onClose={close} />;
    case 'codes':
      return <RenewCodes profile={profile} onDone={done} onClose={close} />;
    case 'no_totp':
      return (
        <SignInAgain title={t('totp.remove')} action={t('action.remove')} profile={profile} act={() => answerOf(api.DELETE('/me/totp'))} onDone={() => done()} onClose={close}>
          {() => <p className="whole notice gold">{t('totp.remove_text')}</p>}
        </SignInAgain>
      );
    case 'no_passkey': {
      const params = { params: { path: { passkey_id: doing.passkey.id } } };
      return (
        <SignInAgain title={t('passkeys.remove', { name: doing.passkey.name })} action={t('action.remove')} profile={profile} act={() => answerOf(api.DELETE('/me/passkeys/{passkey_id}', params))} onDone={() => done()} onClose={close}>
          {() => <p className="whole notice gold">{t('passkeys.remove_text')}</p>}
        </SignInAgain>
      );
    }
  }
} // prettier-ignore

function RenewCodes({ profile, onDone, onClose }: { profile: Profile; onDone: (codes: string[]) => void; onClose: () => void }) {
  const [made, setMade] = useState<string[]>([]);
  async function renew() {
    setMade((await answerOf(api.POST('/me/recovery-codes', {}))).recovery_codes);
  }
  if (made.length > 0) return <RecoveryCodes codes={made} onClose={() => onDone([])} />;
  return (
    <SignInAgain title={t('codes.renew')} action={t('codes.renew')} profile={profile} act={renew} onDone={() => undefined} onClose={onClose}>
      {() => <p className="whole help">{t('codes.renew_text')}</p>}
    </SignInAgain>
  );
}
