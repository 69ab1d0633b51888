import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, atVersion } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { GuildGroup } from '../../api/types';
import { t } from '../../i18n';
import { TextField } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import { useSaving } from '../../ui/saving';
import { showToast } from '../../ui/toast';
import { portfolio } from './queries';

interface GroupDialogProps {
  ownerId: string;
  /** None: a new one. */
  group: GuildGroup | null;
  onClose: () => void;
}

/** A group's name and which guilds are in it: who works over the group comes and goes with them. */
export function GroupDialog({ ownerId, group, onClose }: GroupDialogProps) {
  const queries = useQueryClient();
  const { data } = useInfiniteQuery(portfolio({ access_owner_id: ownerId }));
  const guilds = data?.pages.flatMap((page) => page.items) ?? [];
  const [form, setForm] = useState({ name: group?.name ?? '', guild_ids: group?.guild_ids ?? [] });
  const done = () => {
    void queries.invalidateQueries({ queryKey: ['tree'] });
    onClose();
  };
  const saving = useSaving(
    (body: typeof form, key) =>
      group
        ? answerOf(api.PATCH('/guild-groups/{guild_group_id}', { params: { path: { guild_group_id: group.id }, header: atVersion(group) }, body }))
        : answerOf(api.POST('/access-owners/{access_owner_id}/guild-groups', { params: { path: { access_owner_id: ownerId }, header: { 'Idempotency-Key': key } }, body })),
    done,
  );
  const toggle = (id: string, wanted: boolean) => setForm({ ...form, guild_ids: wanted ? [...form.guild_ids, id] : form.guild_ids.filter((each) => each !== id) });
  return (
    <FormDialog title={group ? group.name : t('guild_groups.new')} pending={saving.pending} error={saving.error} messages={saving.messages} onSubmit={() => saving.save(form)} onClose={onClose}>
      <TextField name="name" className="whole" label={t('person.name')} required value={form.name} message={saving.messages['name']} onChange={(name) => setForm({ ...form, name })} />
      <fieldset className="whole checks">
        <legend className="label">{t('nav.guilds')}</legend>
        {guilds.map((guild) => (
          <label key={guild.id} className="check">
            <input type="checkbox" checked={form.guild_ids.includes(guild.id)} onChange={(event) => toggle(guild.id, event.target.checked)} />
            <span dir="auto">{guild.name}</span>
          </label>
        ))}
        {saving.messages['guild_ids'] && (
          <span className="message" role="alert">
            {saving.messages['guild_ids']}
          </span>
        )}
      </fieldset>
      {group && <Remove group={group} onDone={done} />}
    </FormDialog>
  );
}

function Remove({ group, onDone }: { group: GuildGroup; onDone: () => void }) {
  const removing = useMutation({
    mutationFn: () => answerOf(api.DELETE('/guild-groups/{guild_group_id}', { params: { path: { guild_group_id: group.id }, header: atVersion(group) } })),
    onSuccess: onDone,
    onError: (failure) => showToast(messageOf(failure), null, 'error'),
  });
  return (
    <button type="button" className="button danger" disabled={removing.isPending} onClick={() => removing.mutate()}>
      {t('guild_groups.remove')}
    </button>
  );
}
