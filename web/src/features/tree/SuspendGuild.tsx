import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, atVersion } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Guild } from '../../api/types';
import { t } from '../../i18n';
import { Ask } from '../../ui/Ask';
import { showToast } from '../../ui/toast';

/** Shuts everybody out of a guild, or lets them in again. */
export function SuspendGuild({ guild }: { guild: Guild }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const setting = useMutation({
    mutationFn: (suspended: boolean) => answerOf(api.PATCH('/guilds/{guild_id}', { params: { path: { guild_id: guild.id }, header: atVersion(guild) }, body: { suspended } })),
    onSuccess: () => Promise.all([queries.invalidateQueries({ queryKey: ['guild', guild.id] }), queries.invalidateQueries({ queryKey: ['tree'] })]),
    onError: (failure) => showToast(messageOf(failure), null, 'error'),
    onSettled: () => setAsking(false),
  });
  return (
    <>
      <button type="button" className="button" disabled={setting.isPending} onClick={() => (guild.suspended ? setting.mutate(false) : setAsking(true))}>
        {guild.suspended ? t('guild.resume') : t('guild.suspend')}
      </button>
      {asking && (
        <Ask title={t('guild.suspend_title', { name: guild.name })} text={t('guild.suspend_text')} yes={t('guild.suspend')} pending={setting.isPending} onYes={() => setting.mutate(true)} onNo={() => setAsking(false)} />
      )}
    </>
  );
}
