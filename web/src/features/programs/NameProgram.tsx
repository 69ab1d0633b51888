import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, atVersion } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { Program } from '../../api/types';
import { t } from '../../i18n';
import { TextField } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import { useSaving } from '../../ui/saving';

export function NameProgram({ program, onClose }: { program: Program; onClose: () => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState(program.name);
  const rename = (wanted: string) =>
    answerOf(api.PATCH('/service-accounts/{service_account_id}', { params: { path: { service_account_id: program.id }, header: atVersion(program) }, body: { name: wanted } }));
  const saving = useSaving(rename, () => {
    void queries.invalidateQueries({ queryKey: ['programs'] });
    onClose();
  });
  return (
    <FormDialog title={t('programs.rename_title', { name: program.name })} pending={saving.pending} error={saving.error} messages={saving.messages} onSubmit={() => saving.save(name)} onClose={onClose}>
      <TextField name="name" label={t('keys.name')} required value={name} message={saving.messages['name']} className="whole" onChange={setName} />
    </FormDialog>
  );
}
