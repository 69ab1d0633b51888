import { useState } from 'react';
import { api } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { Passkey } from '../../api/types';
import { t } from '../../i18n';
import { TextField } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import { useSaving } from '../../ui/saving';

export function NamePasskey({ passkey, onDone, onClose }: { passkey: Passkey; onDone: () => void; onClose: () => void }) {
  const [name, setName] = useState(passkey.name);
  const saving = useSaving((wanted: string) => answerOf(api.PUT('/me/passkeys/{passkey_id}/name', { params: { path: { passkey_id: passkey.id } }, body: { name: wanted } })), onDone);
  return (
    <FormDialog title={t('passkeys.rename')} pending={saving.pending} error={saving.error} messages={saving.messages} onSubmit={() => saving.save(name)} onClose={onClose}>
      <TextField name="passkey_name" label={t('passkeys.name')} required value={name} message={saving.messages['name']} className="whole" onChange={setName} />
    </FormDialog>
  );
}
