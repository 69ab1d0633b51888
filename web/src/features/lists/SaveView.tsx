import { useState } from 'react';
import type { View } from '../../api/types';
import { t } from '../../i18n';
import { TextField } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import { fieldMessages, focusFirst } from '../../ui/messages';
import type { ListName } from './definition';
import { useViewActs } from './views';

interface SaveViewProps {
  list: ListName;
  /** The one to rename or share; null for a new one. */
  view: View | null;
  query: string;
  onClose: () => void;
  onSaved: (view: View) => void;
}

/** Names a view, and says whether the guild sees it. */
export function SaveView({ list, view, query, onClose, onSaved }: SaveViewProps) {
  const [name, setName] = useState(view?.name ?? '');
  const [shared, setShared] = useState(view?.shared ?? false);
  const [key, setKey] = useState(() => crypto.randomUUID());
  const { add, change } = useViewActs(list);
  const saving = view ? change : add;
  const messages = fieldMessages(saving.error);
  const outcome = {
    onSuccess: (saved: View) => {
      onSaved(saved);
      onClose();
    },
    onError: (failure: Error) => {
      setKey(crypto.randomUUID());
      focusFirst(fieldMessages(failure));
    },
  };
  const submit = () => (view ? change.mutate({ view, name, shared }, outcome) : add.mutate({ name, shared, query, key }, outcome));
  return (
    <FormDialog title={view ? t('views.rename') : t('views.save_new')} pending={saving.isPending} error={saving.error} messages={messages} onSubmit={submit} onClose={onClose}>
      <TextField name="name" label={t('views.name')} required className="whole" value={name} message={messages['name']} onChange={setName} />
      <label className="check whole">
        <input type="checkbox" role="switch" checked={shared} onChange={(event) => setShared(event.target.checked)} />
        {t('views.share')}
      </label>
    </FormDialog>
  );
}
