import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../app/session';
import { t } from '../../i18n';
import { exact } from '../../i18n/dates';
import { supportGrants } from './queries';
import { spanOf, useSupport } from './Support';

/** What waits for the one who reads it: guilds that let it look in, or what is asked of its guilds. */
export function SupportNotices({ guildId }: { guildId?: string }) {
  const decides = useMay('support_grants.create');
  const { data } = useQuery(supportGrants(guildId));
  const doing = useSupport();
  const open = data?.items.filter((grant) => (decides ? grant.state === 'asked' : grant.membership_id)) ?? [];
  if (open.length === 0) return null;
  return (
    <ul className="offers" aria-label={decides ? t('support.requests') : t('support.open')}>
      {open.map((grant) => (
        <li key={grant.id} className="notice calm offer">
          <span>
            {decides
              ? t('support.asks', { name: grant.asked_by ?? '–', guild: grant.guild, reason: grant.reason, span: spanOf(grant.hours) })
              : t('support.given', { guild: grant.guild, reason: grant.reason, until: exact(grant.ends_at ?? grant.created_at) })}
          </span>
          <span className="offer-actions">
            {decides && (
              <button type="button" className="button" disabled={doing.isPending} onClick={() => doing.mutate({ grant, deed: 'end' })}>
                {t('support.decline')}
              </button>
            )}
            <button type="button" className="button primary" disabled={doing.isPending} onClick={() => doing.mutate({ grant, deed: decides ? 'give' : 'look' })}>
              {decides ? t('support.accept') : t('support.look')}
            </button>
          </span>
        </li>
      ))}
    </ul>
  );
}
