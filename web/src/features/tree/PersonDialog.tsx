import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { api, atVersion } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Member, Spot } from '../../api/types';
import { useMay, useMe } from '../../app/session';
import { t, withWords } from '../../i18n';
import { SelectField, TextField } from '../../ui/Field';
import { FormDialog } from '../../ui/FormDialog';
import { useSaving } from '../../ui/saving';
import { showToast } from '../../ui/toast';
import { roleSetsOf } from '../roles/queries';
import { flat, indented, treeOf } from './spot_tree';
import { roleNames } from './words';

const ExplainDialog = lazy(() => withWords(import('../roles/ExplainDialog')).then(({ ExplainDialog: component }) => ({ default: component })));

interface PersonDialogProps {
  guildId: string;
  person: Member;
  spots: Spot[];
  onClose: () => void;
}

interface PersonChange {
  name: string;
  creates: boolean;
  spot: string;
  role: string;
}

/* Only what differs is sent; moving is a request of its own and goes last, since it changes who sees the person. */
async function send(person: Member, before: PersonChange, after: PersonChange) {
  const body = {
    ...(after.name === before.name ? {} : { name: after.name }),
    ...(after.creates === before.creates ? {} : { can_create_customers: after.creates }),
  };
  if (Object.keys(body).length > 0) await answerOf(api.PATCH('/accounts/{account_id}', { params: { path: { account_id: person.account_id }, header: atVersion(person) }, body }));
  if (after.spot !== before.spot) await answerOf(api.PUT('/memberships/{membership_id}/spot', { params: { path: { membership_id: person.id } }, body: { spot_id: after.spot } }));
  const member = { params: { path: { membership_id: person.id } } };
  if (after.role !== before.role && after.role !== '') await answerOf(api.PUT('/memberships/{membership_id}/role-set', { ...member, body: { role_set_id: after.role } }));
  if (after.role !== before.role && after.role === '') await answerOf(api.DELETE('/memberships/{membership_id}/role-set', member));
  return after.name;
}

/** One person of a guild: name, rights, spot; shut out or let in. */
export function PersonDialog({ guildId, person, spots, onClose }: PersonDialogProps) {
  const queries = useQueryClient();
  const me = useMe();
  const mayMove = useMay('people.move');
  const maySuspend = useMay('accounts.suspend') && person.account_id !== me.account.id;
  const mayTakeFactors = useMay('second_factors.remove') && person.second_factor && person.account_id !== me.account.id;
  const [before] = useState<PersonChange>({ name: person.name, creates: person.can_create_customers, spot: person.spot_id ?? '', role: person.role_set_id ?? '' });
  const [form, setForm] = useState(before);
  const done = (text: string) => {
    void queries.invalidateQueries({ queryKey: ['tree'] });
    showToast(text);
    onClose();
  };
  const saving = useSaving(
    (after: PersonChange) => send(person, before, after),
    (name) => done(t('people.saved', { name })),
  );
  return (
    <FormDialog title={person.name} pending={saving.pending} error={saving.error} messages={saving.messages} onSubmit={() => saving.save(form)} onClose={onClose}>
      <p className="whole muted">{person.email}</p>
      <TextField name="name" label={t('person.name')} required value={form.name} message={saving.messages['name']} onChange={(name) => setForm({ ...form, name })} />
      {mayMove && person.spot_id && (
        <SelectField name="spot_id" label={t('word.spot')} value={form.spot} message={saving.messages['spot_id']} choices={flat(treeOf(spots)).map((node) => ({ value: node.spot.id, label: indented(node) }))} onChange={(spot) => setForm({ ...form, spot })} />
      )}
      {form.spot !== before.spot && <p className="whole notice calm">{t('person.move_text')}</p>}
      <RoleField guildId={guildId} person={person} value={form.role} message={saving.messages['role_set_id']} onChange={(role) => setForm({ ...form, role })} />
      {person.role === 'builder' && form.role === '' && (
        <label className="check whole">
          <input type="checkbox" role="switch" checked={form.creates} onChange={(event) => setForm({ ...form, creates: event.target.checked })} />
          {t('person.may_create')}
        </label>
      )}
      <Explaining person={person} />
      {mayTakeFactors && <LostFactors person={person} onDone={done} />}
      {maySuspend && <Suspension person={person} onDone={done} />}
    </FormDialog>
  );
}

/** What somebody may do: as the built-in role, or one of the guild's own. */
function RoleField({ guildId, person, value, message, onChange }: { guildId: string; person: Member; value: string; message: string | undefined; onChange: (role: string) => void }) {
  const me = useMe();
  const mayGive = useMay('role_sets.assign') && person.account_id !== me.account.id;
  const { data: sets } = useQuery({ ...roleSetsOf(guildId), enabled: mayGive });
  const builtIn = t('roles.built_in', { role: t(roleNames[person.role] ?? 'role.builder') });
  if (!mayGive || !sets || sets.items.length === 0) return person.role_set ? <p className="whole muted">{t('roles.has', { name: person.role_set })}</p> : null;
  const choices = [{ value: '', label: builtIn }, ...sets.items.map((set) => ({ value: set.id, label: set.name }))];
  return <SelectField name="role_set_id" label={t('roles.field')} value={value} message={message} choices={choices} onChange={onChange} />;
}

function Explaining({ person }: { person: Member }) {
  const [asking, setAsking] = useState(false);
  return (
    <div className="whole aside">
      <span className="help">{t('explain.help')}</span>
      <button type="button" className="button" onClick={() => setAsking(true)}>
        {t('explain.open')}
      </button>
      {asking && (
        <Suspense fallback={null}>
          <ExplainDialog membershipId={person.id} name={person.name} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </div>
  );
}

function Suspension({ person, onDone }: { person: Member; onDone: (text: string) => void }) {
  const params = { params: { path: { account_id: person.account_id } } };
  const setting = useMutation({
    mutationFn: async () => {
      if (person.suspended) await answerOf(api.DELETE('/accounts/{account_id}/suspension', params));
      else await answerOf(api.PUT('/accounts/{account_id}/suspension', params));
    },
    onSuccess: () => onDone(person.suspended ? t('people.resumed', { name: person.name }) : t('people.suspended', { name: person.name })),
    onError: (failure) => showToast(messageOf(failure), null, 'error'),
  });
  return (
    <div className="whole aside">
      <span className="help">{person.suspended ? t('person.resume_text') : t('person.suspend_text')}</span>
      <button type="button" className={`button${person.suspended ? '' : ' danger'}`} disabled={setting.isPending} onClick={() => setting.mutate()}>
        {person.suspended ? t('person.resume') : t('person.suspend')}
      </button>
    </div>
  );
}

function LostFactors({ person, onDone }: { person: Member; onDone: (text: string) => void }) {
  const taking = useMutation({
    mutationFn: () => answerOf(api.DELETE('/accounts/{account_id}/second-factors', { params: { path: { account_id: person.account_id } } })),
    onSuccess: () => onDone(t('people.factors_taken', { name: person.name })),
    onError: (failure) => showToast(messageOf(failure), null, 'error'),
  });
  return (
    <div className="whole aside">
      <span className="help">{t('person.take_factors_text')}</span>
      <button type="button" className="button danger" disabled={taking.isPending} onClick={() => taking.mutate()}>
        {t('person.take_factors')}
      </button>
    </div>
  );
}
