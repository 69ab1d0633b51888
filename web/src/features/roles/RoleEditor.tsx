import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { api, atVersion } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Givable, RoleSet } from '../../api/types';
import { useMay } from '../../app/session';
import { t } from '../../i18n';
import { Ask } from '../../ui/Ask';
import { TextField } from '../../ui/Field';
import type { Messages } from '../../ui/messages';
import { useSaving } from '../../ui/saving';
import { showToast } from '../../ui/toast';
import { RightLines, RightsTable, type GivenParts } from './RightsTable';
import { givenIn, pageOf, written, type Given, type Scope } from './rights';

/** Whose role it is: a guild's, or an access owner's for its agents. */
export type RolePlace = { guild_id: string } | { access_owner_id: string };

function add(place: RolePlace, body: { name: string; permissions: string[] }, key: string) {
  const header = { 'Idempotency-Key': key };
  if ('guild_id' in place) return answerOf(api.POST('/guilds/{guild_id}/role-sets', { params: { path: place, header }, body }));
  return answerOf(api.POST('/access-owners/{access_owner_id}/role-sets', { params: { path: place, header }, body }));
}

interface RoleEditorProps {
  place: RolePlace;
  /** None: a new one. */
  role: RoleSet | null;
  rights: Givable[];
  onClose: () => void;
}

/** Who only looks at somebody's records is where a new role begins. */
const littleToBeginWith = (scope: Scope): Given => ({ 'customers.read': scope, 'contacts.read': scope, 'notes.read': scope, 'activities.read': scope, 'estimates.read': scope });

/** What the form holds, and how it is saved: made or changed. */
function useRole({ place, role }: RoleEditorProps, onSaved: (text: string) => void) {
  const [name, setName] = useState(role?.name ?? '');
  const [given, setGiven] = useState<Given>(role ? givenIn(role.permissions) : littleToBeginWith('guild_id' in place ? 'spot' : 'guild'));
  const saving = useSaving(
    (body: { name: string; permissions: string[] }, key) =>
      role
        ? answerOf(api.PATCH('/role-sets/{role_set_id}', { params: { path: { role_set_id: role.id }, header: atVersion(role) }, body }))
        : add(place, body, key),
    (saved) => onSaved(t('people.saved', { name: saved.name })),
  );
  const choose = (permission: string, scope: Given[string]) => {
    const rest = Object.fromEntries(Object.entries(given).filter(([each]) => each !== permission));
    setGiven(scope ? { ...rest, [permission]: scope } : rest);
  };
  return { name, setName, given, choose, saving, save: () => saving.save({ name, permissions: written(given) }) };
}

/** A role as a table that people read: what, and whose. */
export function RoleEditor(props: RoleEditorProps) {
  const { role, rights, onClose } = props;
  const queries = useQueryClient();
  const done = (text: string) => {
    void queries.invalidateQueries({ queryKey: ['tree'] });
    showToast(text);
    onClose();
  };
  const form = useRole(props, done);
  const may = { change: useMay('role_sets.update'), add: useMay('role_sets.create') };
  const locked = role ? !may.change : !may.add;
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    form.save();
  }
  return (
    <form className="panel role-editor" aria-label={role?.name ?? t('roles.new')} onSubmit={submit} noValidate>
      <div className="panel-head">
        <h2 dir="auto">{role?.name ?? t('roles.new')}</h2>
        <span className="spacer" />
        {role && <Remove role={role} onDone={done} />}
      </div>
      <TextField name="name" label={t('person.name')} required value={form.name} message={form.saving.messages['name']} onChange={form.setName} />
      <Rights rights={rights} given={form.given} locked={locked} onChoose={form.choose} />
      <Complaint saving={form.saving} />
      <div className="form-foot">
        <button type="button" className="button" onClick={onClose}>
          {t('action.cancel')}
        </button>
        {!locked && (
          <button type="submit" className="button primary" disabled={form.saving.pending}>
            {t('action.save')}
          </button>
        )}
      </div>
    </form>
  );
}

function Rights({ rights, ...parts }: { rights: Givable[] } & GivenParts) {
  const { rows, lines, administration } = pageOf(rights);
  return (
    <>
      <RightsTable rows={rows} {...parts} />
      <RightLines title={t('roles.more_rights')} rights={lines} {...parts} />
      {administration.length > 0 && <RightLines title={t('roles.administration')} help={t('roles.administration_text')} rights={administration} {...parts} />}
    </>
  );
}

/** What stands at no field. */
function Complaint({ saving }: { saving: { error: Error | null; messages: Messages } }) {
  const { permissions, name } = saving.messages;
  const text = permissions ?? (saving.error && !name ? messageOf(saving.error) : null);
  return text ? (
    <p className="notice" role="alert">
      {text}
    </p>
  ) : null;
}

function Remove({ role, onDone }: { role: RoleSet; onDone: (text: string) => void }) {
  const mayRemove = useMay('role_sets.delete');
  const [asking, setAsking] = useState(false);
  const removing = useMutation({
    mutationFn: () => answerOf(api.DELETE('/role-sets/{role_set_id}', { params: { path: { role_set_id: role.id }, header: atVersion(role) } })),
    onSuccess: () => onDone(t('roles.removed', { name: role.name })),
    onError: (failure) => {
      setAsking(false);
      showToast(messageOf(failure), null, 'error');
    },
  });
  if (!mayRemove) return null;
  return (
    <>
      <button type="button" className="button danger" onClick={() => setAsking(true)}>
        {t('action.delete')}
      </button>
      {asking && <Ask title={t('roles.remove_title', { name: role.name })} text={t('roles.remove_text')} yes={t('action.delete')} pending={removing.isPending} onYes={() => removing.mutate()} onNo={() => setAsking(false)} />}
    </>
  );
}
