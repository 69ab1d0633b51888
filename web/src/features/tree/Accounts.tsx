import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Account } from '../../api/types';
import { useMay, useMe } from '../../app/session';
import { t } from '../../i18n';
import { Chip } from '../../ui/Chip';
import { FormDialog } from '../../ui/FormDialog';
import { useSaving } from '../../ui/saving';
import { showToast } from '../../ui/toast';
import { accountOf, emptyPerson, PersonFields } from './PersonFields';

type NewAccount = ReturnType<typeof accountOf>;

interface AccountsProps {
  title: string;
  /** What the button that adds one says. */
  add: string;
  accounts: Account[];
  mayAdd: boolean;
  /** Who was invited to it and has not come yet. */
  children: ReactNode;
  onAdd: (account: NewAccount, key: string) => Promise<Account>;
}

/** A short list of accounts: a team, or those who help to run the installation. */
export function Accounts({ title, add, accounts, mayAdd, onAdd, children }: AccountsProps) {
  const [adding, setAdding] = useState(false);
  return (
    <>
      <section className="panel" aria-label={title}>
        <div className="panel-head">
          <h2>{title}</h2>
          <span className="spacer" />
          {mayAdd && (
            <button type="button" className="button" onClick={() => setAdding(true)}>
              {add}
            </button>
          )}
        </div>
        {accounts.length === 0 && <p className="muted">{t('people.none')}</p>}
        <ul className="people">
          {accounts.map((account) => (
            <AccountItem key={account.id} account={account} />
          ))}
        </ul>
        {adding && <AddAccount title={add} onAdd={onAdd} onClose={() => setAdding(false)} />}
      </section>
      {children}
    </>
  );
}

function AccountItem({ account }: { account: Account }) {
  const queries = useQueryClient();
  const me = useMe();
  /* Nobody rules over its own level. */
  const levels = ['admin', 'moderator', 'access_owner', 'guild', 'spot', 'builder', 'user'];
  const maySuspend = useMay('accounts.suspend') && levels.indexOf(account.role) > levels.indexOf(me.acting.role);
  const params = { params: { path: { account_id: account.id } } };
  const setting = useMutation({
    mutationFn: async () => {
      if (account.suspended) await answerOf(api.DELETE('/accounts/{account_id}/suspension', params));
      else await answerOf(api.PUT('/accounts/{account_id}/suspension', params));
    },
    onError: (failure) => showToast(messageOf(failure), null, 'error'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['tree'] }),
  });
  return (
    <li className="person">
      <span className="person-name">{account.name}</span>
      {account.suspended && <Chip tone="rose">{t('state.suspended')}</Chip>}
      {account.second_factor && <Chip tone="spruce">{t('person.second_factor')}</Chip>}
      <span className="spacer" />
      {maySuspend && (
        <button type="button" className="button quiet" disabled={setting.isPending} onClick={() => setting.mutate()}>
          {account.suspended ? t('person.resume') : t('person.suspend')}
          <span className="visually-hidden"> {account.name}</span>
        </button>
      )}
      <span className="person-reach muted">{account.email}</span>
    </li>
  );
}

function AddAccount({ title, onAdd, onClose }: { title: string; onAdd: AccountsProps['onAdd']; onClose: () => void }) {
  const queries = useQueryClient();
  const [form, setForm] = useState(emptyPerson);
  const saving = useSaving(
    (body: NewAccount, key) => onAdd(body, key),
    (account) => {
      void queries.invalidateQueries({ queryKey: ['tree'] });
      showToast(t(form.password === '' ? 'invitations.sent' : 'people.added', { name: account.name }));
      onClose();
    },
  );
  return (
    <FormDialog title={title} pending={saving.pending} error={saving.error} messages={saving.messages} onSubmit={() => saving.save(accountOf(form))} onClose={onClose}>
      <PersonFields form={form} messages={saving.messages} onChange={setForm} />
    </FormDialog>
  );
}
