import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Agent, StandingGrant } from '../../api/types';
import { useMay } from '../../app/session';
import { t } from '../../i18n';
import { Chip } from '../../ui/Chip';
import { showToast } from '../../ui/toast';
import { agentsOf } from './queries';

/** Who of the agency's works in the guild, and whether they also change what they see. */
export function GuildAgents({ grant }: { grant: StandingGrant }) {
  const queries = useQueryClient();
  const { data, error } = useQuery(agentsOf(grant.guild_id));
  const mayChange = useMay('standing_grants.update');
  const params = { params: { path: { guild_id: grant.guild_id } } };
  const setting = useMutation({
    mutationFn: async (works: boolean) => {
      if (works) await answerOf(api.PUT('/guilds/{guild_id}/standing-grant/work', params));
      else await answerOf(api.DELETE('/guilds/{guild_id}/standing-grant/work', params));
    },
    onError: (failure) => showToast(messageOf(failure), null, 'error'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['tree'] }),
  });
  return (
    <section className="panel" aria-labelledby="agents-title">
      <div className="panel-head">
        <h2 id="agents-title">{t('agents.title')}</h2>
        {grant.works && <Chip tone="gold">{t('agents.working')}</Chip>}
        <span className="spacer" />
        {mayChange && grant.running && (
          <button type="button" className="button" disabled={setting.isPending} onClick={() => setting.mutate(!grant.works)}>
            {grant.works ? t('agents.let_read') : t('agents.let_work')}
          </button>
        )}
      </div>
      <p>{grant.works ? t('agents.work_text', { owner: grant.access_owner }) : t('agents.read_text', { owner: grant.access_owner })}</p>
      {error && <p className="notice">{messageOf(error)}</p>}
      {data && <Agents agents={data.items} />}
    </section>
  );
}

function Agents({ agents }: { agents: Agent[] }) {
  if (agents.length === 0) return <p className="muted">{t('agents.none')}</p>;
  return (
    <ul className="people">
      {agents.map((agent) => (
        <li key={agent.id} className="person">
          <span className="person-name" dir="auto">
            {agent.name}
          </span>
          {agent.suspended && <Chip tone="rose">{t('state.suspended')}</Chip>}
          <span className="spacer" />
          <span className="muted">{agent.team_roles.join(' · ')}</span>
        </li>
      ))}
    </ul>
  );
}
