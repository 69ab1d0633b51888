import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { DeskMember } from '../../api/types';
import { useMay } from '../../app/session';
import { t } from '../../i18n';
import { Dialog } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';
import { useSaving } from '../../ui/saving';
import { showToast } from '../../ui/toast';
import { deskMembers } from './queries';

/** Who is at the desk: the admins, and whom they name. */
export function DeskMembers({ onClose }: { onClose: () => void }) {
  const mayName = useMay('desk_members.update');
  const { data, error } = useQuery(deskMembers);
  return (
    <Dialog open title={t('desk.members')} onClose={onClose} closesOutside={false}>
      <div className="dialog-text">
        <p className="muted">{t('desk.members_text')}</p>
        {error && <p className="notice">{messageOf(error)}</p>}
        <ul className="people">
          {data?.items.map((member) => (
            <Member key={member.id} member={member} mayRemove={mayName} />
          ))}
        </ul>
      </div>
      {mayName && <AddMember />}
    </Dialog>
  );
}

function Member({ member, mayRemove }: { member: DeskMember; mayRemove: boolean }) {
  const queries = useQueryClient();
  const removing = useMutation({
    mutationFn: () => answerOf(api.DELETE('/desk-members/{desk_member_id}', { params: { path: { desk_member_id: member.id } } })),
    onError: (failure) => showToast(messageOf(failure), null, 'error'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['desk', 'members'] }),
  });
  return (
    <li className="person">
      <span className="person-name" dir="auto">{member.name}</span>
      <span className="spacer" />
      {member.named && mayRemove && (
        <button type="button" className="button quiet" disabled={removing.isPending} onClick={() => removing.mutate()} aria-label={t('action.on', { action: t('action.remove'), name: member.name })}>
          {t('action.remove')}
        </button>
      )}
      <span className="person-reach muted">{member.email}</span>
    </li>
  );
} // prettier-ignore

function AddMember() {
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const saving = useSaving(
    (given: string, key) => answerOf(api.POST('/desk-members', { params: { header: { 'Idempotency-Key': key } }, body: { email: given } })),
    () => {
      setEmail('');
      void queries.invalidateQueries({ queryKey: ['desk', 'members'] });
    },
  );
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    saving.save(email.trim());
  }
  return (
    <form className="form" onSubmit={submit} noValidate>
      <div className="form-body">
        <TextField name="email" className="whole" type="email" label={t('desk.member_email')} required value={email} message={saving.messages['email'] ?? (saving.error ? messageOf(saving.error) : undefined)} onChange={setEmail} />
      </div>
      <div className="form-foot">
        <button type="submit" className="button primary" disabled={saving.pending}>
          {t('desk.add_member')}
        </button>
      </div>
    </form>
  );
}
