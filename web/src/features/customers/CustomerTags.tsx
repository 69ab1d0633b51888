import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState, type SyntheticEvent } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Customer, CustomerChange } from '../../api/types';
import { useMay } from '../../app/session';
import { t } from '../../i18n';
import { Chip } from '../../ui/Chip';
import { fieldMessages } from '../../ui/messages';
import { Popup } from '../../ui/Popup';
import { useEdit } from '../lists/edits';
import { useGroups, useTags } from '../lists/names';
import { asBefore, customerEditing, TagChips } from './list';

/** What a customer carries: its tags and its group, and how they are changed. */
export function CustomerTags({ customer }: { customer: Customer }) {
  const [tags, groups] = [useTags(), useGroups()];
  const group = groups.of(customer.group_id);
  const mayEdit = useMay('customers.update');
  return (
    <span className="chips">
      {group && <Chip tone="gold">{group}</Chip>}
      <TagChips ids={customer.tag_ids} tags={tags} />
      {mayEdit && (
        <Popup label={t('tags.change')} className="button quiet small">
          {() => <Choices customer={customer} />}
        </Popup>
      )}
    </span>
  );
}

function Choices({ customer }: { customer: Customer }) {
  const [tags, groups] = [useTags(), useGroups()];
  const edit = useEdit(useMemo(() => customerEditing([]), []));
  const mayAdd = useMay('tags.create');
  const change = (to: CustomerChange) => void edit(customer, to, asBefore(customer, to));
  const toggle = (id: string) => change({ tag_ids: customer.tag_ids.includes(id) ? customer.tag_ids.filter((other) => other !== id) : [...customer.tag_ids, id] });
  return (
    <div className="menu-body">
      <ul aria-label={t('tags.title')}>
        {tags.choices.map(({ value, label }) => (
          <li key={value} className="menu-line">
            <label className="check">
              <input type="checkbox" checked={customer.tag_ids.includes(value)} onChange={() => toggle(value)} />
              <span dir="auto">{label}</span>
            </label>
          </li>
        ))}
      </ul>
      {mayAdd && <AddNamed what="tags" label={t('tags.new')} onAdded={(id) => change({ tag_ids: [...customer.tag_ids, id] })} />}
      <div className="menu-group" role="group" aria-label={t('customer.group')}>
        <select className="control" aria-label={t('customer.group')} value={customer.group_id ?? ''} onChange={(event) => change({ group_id: event.target.value || null })}>
          <option value="">{`${t('customer.group')}: –`}</option>
          {groups.choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        {mayAdd && <AddNamed what="groups" label={t('groups.new')} onAdded={(id) => change({ group_id: id })} />}
      </div>
    </div>
  );
}

/** A new tag or group, which the customer has at once. */
function AddNamed({ what, label, onAdded }: { what: 'tags' | 'groups'; label: string; onAdded: (id: string) => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const adding = useMutation({
    mutationFn: () => answerOf(api.POST(`/${what}`, { params: { header: { 'Idempotency-Key': crypto.randomUUID() } }, body: { name: name.trim() } })),
    onSuccess: async ({ id }) => {
      setName('');
      await queries.invalidateQueries({ queryKey: [what] });
      onAdded(id);
    },
  });
  const message = adding.error && (fieldMessages(adding.error)['name'] ?? messageOf(adding.error));
  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (!adding.isPending && name.trim() !== '') adding.mutate();
  }
  return (
    <form className="menu-add" onSubmit={submit}>
      <input className="control" aria-label={label} placeholder={label} dir="auto" value={name} onChange={(event) => setName(event.target.value)} aria-invalid={message ? true : undefined} />
      <button type="submit" className="button small" disabled={adding.isPending || name.trim() === ''}>
        {t('tags.add')}
      </button>
      {message && (
        <span className="message" role="alert">
          {message}
        </span>
      )}
    </form>
  );
}
