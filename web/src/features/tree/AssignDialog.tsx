import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { GuildGroup, RoleSet } from '../../api/types';
import { t } from '../../i18n';
import { SelectField } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import { useSaving } from '../../ui/saving';
import { accountOf, emptyPerson, PersonFields } from './PersonFields';

interface AssignDialogProps {
  ownerId: string;
  roles: RoleSet[];
  groups: GuildGroup[];
  onClose: () => void;
}

/** Somebody, new or of the agency's already, works in a group's guilds by a role. */
export function AssignDialog({ ownerId, roles, groups, onClose }: AssignDialogProps) {
  const queries = useQueryClient();
  const [form, setForm] = useState({ person: emptyPerson, team_role_id: roles[0]?.id ?? '', guild_group_id: groups[0]?.id ?? '' });
  const saving = useSaving(
    ({ person, ...work }: typeof form, key) =>
      answerOf(api.POST('/access-owners/{access_owner_id}/assignments', { params: { path: { access_owner_id: ownerId }, header: { 'Idempotency-Key': key } }, body: { ...accountOf(person), ...work } })),
    () => {
      void queries.invalidateQueries({ queryKey: ['tree'] });
      onClose();
    },
  );
  const field = (name: 'team_role_id' | 'guild_group_id') => ({ name, value: form[name], message: saving.messages[name], onChange: (value: string) => setForm({ ...form, [name]: value }) });
  const choices = (all: { id: string; name: string }[]) => all.map((each) => ({ value: each.id, label: each.name }));
  return (
    <FormDialog title={t('work.add')} pending={saving.pending} error={saving.error} messages={saving.messages} onSubmit={() => saving.save(form)} onClose={onClose}>
      <SelectField label={t('work.role')} choices={choices(roles)} {...field('team_role_id')} />
      <SelectField label={t('work.group')} choices={choices(groups)} {...field('guild_group_id')} />
      <PersonFields form={form.person} messages={saving.messages} onChange={(person) => setForm({ ...form, person })} />
      <p className="whole help">{t('work.add_text')}</p>
    </FormDialog>
  );
}
