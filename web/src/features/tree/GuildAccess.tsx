import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Guild, StandingGrant } from '../../api/types';
import { useMay } from '../../app/session';
import { t } from '../../i18n';
import { exact } from '../../i18n/dates';
import { Chip } from '../../ui/Chip';
import { showToast } from '../../ui/toast';
import { GuildAgents } from './GuildAgents';
import { GuildHandOver } from './Offers';
import { standingGrantOf } from './queries';
import { GuildSupport } from './Support';

/** Who reads the guild from above, and handing it over to somebody else. */
export function GuildAccess({ guild }: { guild: Guild }) {
  const mayReadGrant = useMay('standing_grants.read');
  const mayReadAgents = useMay('agents.read');
  const mayReadSupport = useMay('support_grants.read');
  const mayReadHandovers = useMay('handovers.read');
  const { data: grant, error } = useQuery({ ...standingGrantOf(guild.id), enabled: mayReadGrant });
  return (
    <div className="record">
      <div className="record-body single settings">
        {error && <p className="notice">{messageOf(error)}</p>}
        {grant && <Grant grant={grant} />}
        {grant && mayReadAgents && <GuildAgents grant={grant} />}
        {mayReadSupport && <GuildSupport guild={guild} />}
        {mayReadHandovers && <GuildHandOver guild={guild} owner={grant?.access_owner ?? ''} />}
      </div>
    </div>
  );
}

function Grant({ grant }: { grant: StandingGrant }) {
  const queries = useQueryClient();
  const mayChange = useMay('standing_grants.update');
  const params = { params: { path: { guild_id: grant.guild_id } } };
  const setting = useMutation({
    mutationFn: async () => {
      if (grant.running) await answerOf(api.DELETE('/guilds/{guild_id}/standing-grant', params));
      else await answerOf(api.PUT('/guilds/{guild_id}/standing-grant', params));
    },
    onError: (failure) => showToast(messageOf(failure), null, 'error'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['tree'] }),
  });
  const since = grant.running ? grant.created_at : grant.ended_at;
  return (
    <section className="panel" aria-labelledby="grant-title">
      <div className="panel-head">
        <h2 id="grant-title">{t('grant.title')}</h2>
        {grant.running ? <Chip tone="gold">{t('grant.running')}</Chip> : <Chip tone="plain">{t('grant.ended')}</Chip>}
        <span className="spacer" />
        {mayChange && (
          <button type="button" className="button" disabled={setting.isPending} onClick={() => setting.mutate()}>
            {grant.running ? t('grant.end') : t('grant.renew')}
          </button>
        )}
      </div>
      <p>{grant.running ? t('grant.running_text', { owner: grant.access_owner }) : t('grant.ended_text', { owner: grant.access_owner })}</p>
      {since && <p className="muted">{t('grant.since', { time: exact(since) })}</p>}
    </section>
  );
}
