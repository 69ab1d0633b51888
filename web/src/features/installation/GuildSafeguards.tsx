import { useQuery } from '@tanstack/react-query';
import { messageOf } from '../../api/problem';
import type { Safeguards } from '../../api/types';
import { showNumber, t } from '../../i18n';
import { Time } from '../../ui/Time';
import { isFresh } from './fresh';
import { BackupTiles, Tile } from './Kept';
import { safeguards } from './queries';

/** What a guild and its access owner may count on. */
export function GuildSafeguards({ guildId }: { guildId: string }) {
  const { data, error } = useQuery(safeguards(guildId));
  return (
    <section className="panel" aria-labelledby="safeguards-title">
      <div className="panel-head">
        <h2 id="safeguards-title">{t('kept.title')}</h2>
      </div>
      {error && <p className="notice">{messageOf(error)}</p>}
      {data && (
        <dl className="figures">
          <BackupTiles backups={data} />
          <IsolationTile of={data} />
          <Tile name={t('kept.second_factors')} well={data.people_with_second_factor === data.people}>
            {t('kept.some_of', { some: showNumber(data.people_with_second_factor), all: showNumber(data.people) })}
          </Tile>
          <Tile name={t('alerts.title')} well={data.open_alerts === 0}>
            {showNumber(data.open_alerts)}
          </Tile>
          <Tile name={t('kept.trail')} well>
            {showNumber(data.audit_entries)}
          </Tile>
        </dl>
      )}
    </section>
  );
}

function IsolationTile({ of }: { of: Safeguards }) {
  const week = 7;
  return (
    <Tile name={t('isolation.title')} well={of.isolation_findings === 0 && isFresh(of.isolation_checked_at, week)}>
      {of.isolation_checked_at ? <Time at={of.isolation_checked_at} /> : t('kept.not_checked')}
    </Tile>
  );
}
