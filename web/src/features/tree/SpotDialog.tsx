import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, atVersion } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { Spot } from '../../api/types';
import { t } from '../../i18n';
import { SelectField, TextField } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import { useSaving } from '../../ui/saving';
import { showToast } from '../../ui/toast';
import { indented, placesFor } from './spot_tree';

/** below: null is the guild itself. */
export type SpotTask = { kind: 'add'; below: Spot | null } | { kind: 'rename'; spot: Spot } | { kind: 'move'; spot: Spot };

interface SpotDialogProps {
  guildId: string;
  task: SpotTask;
  spots: Spot[];
  onClose: () => void;
}

function add(guildId: string, below: Spot | null, name: string, key: string) {
  const header = { 'Idempotency-Key': key };
  if (below) return answerOf(api.POST('/spots/{spot_id}/spots', { params: { path: { spot_id: below.id }, header }, body: { name } }));
  return answerOf(api.POST('/guilds/{guild_id}/spots', { params: { path: { guild_id: guildId }, header }, body: { name } }));
}

function change(spot: Spot, body: { name: string } | { parent_id: string | null }) {
  return answerOf(api.PATCH('/spots/{spot_id}', { params: { path: { spot_id: spot.id }, header: atVersion(spot) }, body }));
}

function titleOf(task: SpotTask): string {
  if (task.kind === 'rename') return t('spots.rename_title', { name: task.spot.name });
  if (task.kind === 'move') return t('spots.move_title', { name: task.spot.name });
  return task.below ? t('spots.add_below_title', { name: task.below.name }) : t('spots.add');
}

/** Adds, renames or moves one spot. */
export function SpotDialog({ guildId, task, spots, onClose }: SpotDialogProps) {
  const queries = useQueryClient();
  const [name, setName] = useState(task.kind === 'rename' ? task.spot.name : '');
  const [parent, setParent] = useState(task.kind === 'move' ? (task.spot.parent_id ?? '') : '');
  const saving = useSaving(
    (_: null, key) => {
      if (task.kind === 'add') return add(guildId, task.below, name, key);
      return change(task.spot, task.kind === 'rename' ? { name } : { parent_id: parent || null });
    },
    (spot) => {
      void queries.invalidateQueries({ queryKey: ['tree'] });
      if (task.kind === 'move') showToast(t('spots.moved', { name: spot.name }));
      onClose();
    },
  );
  const places = task.kind === 'move' ? placesFor(task.spot, spots).map((node) => ({ value: node.spot.id, label: indented(node) })) : [];
  return (
    <FormDialog title={titleOf(task)} pending={saving.pending} error={saving.error} messages={saving.messages} onSubmit={() => saving.save(null)} onClose={onClose}>
      {task.kind === 'move' ? (
        <>
          <SelectField name="parent_id" className="whole" label={t('spots.below')} value={parent} message={saving.messages['parent_id']} choices={[{ value: '', label: t('spots.top') }, ...places]} onChange={setParent} />
          <p className="whole help">{t('spots.move_text')}</p>
        </>
      ) : (
        <TextField name="name" className="whole" label={t('spots.name')} required value={name} message={saving.messages['name']} onChange={setName} />
      )}
    </FormDialog>
  );
}
