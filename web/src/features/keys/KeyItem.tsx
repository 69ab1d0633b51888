import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../../api/problem';
import type { ApiKey } from '../../api/types';
import { t } from '../../i18n';
import { rightNames } from '../roles/rights';
import { Ask } from '../../ui/Ask';
import { Time } from '../../ui/Time';
import { showToast } from '../../ui/toast';

interface KeyItemProps {
  apiKey: ApiKey;
  /** Left out where one may not. */
  revoke?: (() => Promise<unknown>) | undefined;
  /** The key is gone, or it is not known whether it is. */
  onSettled: () => unknown;
}

/** A key in a list: how it begins, until when it holds, what it may, and the button that revokes it. */
export function KeyItem({ apiKey, revoke, onSettled }: KeyItemProps) {
  const [asking, setAsking] = useState(false);
  const revoking = useMutation({
    mutationFn: async () => revoke?.(),
    onError: (failure) => showToast(messageOf(failure), null, 'error'),
    onSettled: () => {
      setAsking(false);
      return onSettled();
    },
  });
  return (
    <li className="person">
      <span className="person-name" dir="auto">{apiKey.name}</span>
      <span className="secret muted">{apiKey.hint}…</span>
      <span className="spacer" />
      {revoke && (
        <button type="button" className="button quiet" onClick={() => setAsking(true)}>
          {t('keys.revoke')}
          <span className="visually-hidden"> {apiKey.name}</span>
        </button>
      )}
      <span className="person-reach muted">
        <span>{t('keys.ends')} <Time at={apiKey.ends_at} /></span>
        <LastUse at={apiKey.last_used_at} />
        <span>{rightNames(apiKey.permissions)}</span>
      </span>
      {asking && <Ask title={t('keys.revoke_title', { name: apiKey.name })} text={t('keys.revoke_text')} yes={t('keys.revoke')} pending={revoking.isPending} onYes={() => revoking.mutate()} onNo={() => setAsking(false)} />}
    </li>
  );
} // prettier-ignore

export function LastUse({ at }: { at: string | null | undefined }) {
  if (!at) return <span>{t('keys.unused')}</span>;
  return <span>{t('passkeys.used')} <Time at={at} /></span>;
} // prettier-ignore
