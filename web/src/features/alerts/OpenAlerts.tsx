import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay, useMe } from '../../app/session';
import { plural, showNumber, t, type Key } from '../../i18n';
import { Chip, type Tone } from '../../ui/Chip';
import { Time } from '../../ui/Time';
import { openAlerts, useSeeAlert } from './queries';

const tones: Record<'notice' | 'warning' | 'critical', [Tone, Key]> = { notice: ['sky', 'alerts.notice'], warning: ['gold', 'alerts.warning'], critical: ['rose', 'alerts.critical'] };

const atFirst = 3;

const rules: Partial<Record<string, Key>> = {
  many_failures: 'alerts.rule.many_failures', failures_from_address: 'alerts.rule.failures_from_address', failures_in_guild: 'alerts.rule.failures_in_guild',
  new_device: 'alerts.rule.new_device', new_country: 'alerts.rule.new_country', reused_session: 'alerts.rule.reused_session', rights_raised: 'alerts.rule.rights_raised',
  many_refusals: 'alerts.rule.many_refusals', many_exports: 'alerts.rule.many_exports', mass_export: 'alerts.rule.mass_export',
}; // prettier-ignore

/** What the server noticed in the trail and nobody has looked at yet: the last of it, and all when asked; the trail below stays near. */
export function OpenAlerts({ onFollow }: { onFollow?: (account: string) => void }) {
  const above = useMe().acting.guild_id === null;
  const maySee = useMay('alerts.update');
  const see = useSeeAlert();
  const [all, setAll] = useState(false);
  const { data: alerts } = useQuery(openAlerts(above));
  if (!alerts?.length) return null;
  return (
    <section className="alerts" aria-label={t('alerts.title')}>
      <h2>{plural('alerts.open', alerts.length)}</h2>
      <ul>
        {(all ? alerts : alerts.slice(0, atFirst)).map((alert) => {
          const [tone, level] = tones[alert.level];
          const rule = rules[alert.rule];
          return (
            <li key={alert.id} className="alert">
              <Chip tone={tone}>{t(level)}</Chip>
              <span className="alert-text">
                <strong>{rule ? t(rule) : alert.rule.replaceAll('_', ' ')}</strong>
                <span className="muted">
                  {[alert.guild_name, alert.account_name, alert.address].filter(Boolean).map((part) => <span key={part} dir="auto">{part}</span>)}
                  <span>{t('alerts.amount', { amount: showNumber(alert.amount) })}</span>
                  <Time at={alert.last_at} />
                </span>
              </span>
              {alert.account_id && onFollow && <button type="button" className="button quiet small" onClick={() => alert.account_id && onFollow(alert.account_id)}>{t('alerts.follow')}</button>}
              {maySee && !above && <button type="button" className="button small" disabled={see.isPending} onClick={() => see.mutate(alert.id)} aria-label={t('action.on', { action: t('alerts.seen'), name: rule ? t(rule) : alert.rule })}>{t('alerts.seen')}</button>}
            </li>
          );
        })}
      </ul>
      {alerts.length > atFirst && <button type="button" className="button quiet small" aria-expanded={all} onClick={() => setAll(!all)}>{all ? t('alerts.fewer') : t('alerts.all', { count: showNumber(alerts.length) })}</button>}
    </section>
  );
} // prettier-ignore
