import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../../api/problem';
import type { Explanation } from '../../api/types';
import { t } from '../../i18n';
import { Combobox } from '../../ui/Combobox';
import type { Option } from '../../ui/combobox_keys';
import { Dialog } from '../../ui/Dialog';
import { Field, SelectField } from '../../ui/Field';
import { Icon } from '../../ui/Icon';
import { useSearch } from '../search/queries';
import { explanationOf, permissions } from './queries';
import { sentenceOf } from './reasons';
import { rightName } from './rights';

interface ExplainDialogProps {
  /** Whom it is asked about. */
  membershipId: string;
  name: string;
  onClose: () => void;
}

/** "What may … do?": a right, perhaps a record, and the answer with its reasons, by what enforces it. */
export function ExplainDialog({ membershipId, name, onClose }: ExplainDialogProps) {
  const [permission, setPermission] = useState('customers.read');
  const [record, setRecord] = useState<Option | null>(null);
  const { data: known } = useQuery(permissions);
  const { data, error } = useQuery({ ...explanationOf({ permission, membership_id: membershipId, ...(record ? { record_id: record.id } : {}) }), placeholderData: keepPreviousData });
  const things = permission.split('.')[0] ?? '';
  return (
    <Dialog open title={t('explain.title', { name })} onClose={onClose}>
      <div className="form-body">
        <SelectField
          name="permission"
          className="whole"
          label={t('explain.what')}
          value={permission}
          choices={(known?.items ?? []).map((right) => ({ value: right.permission, label: rightName(right.permission) }))}
          onChange={(next) => {
            setPermission(next);
            if (next.split('.')[0] !== things) setRecord(null);
          }}
        />
        {findable.has(things) && <RecordField key={things} things={things} value={record} onRecord={setRecord} />}
        {error && <p className="notice whole">{messageOf(error)}</p>}
        {data && !error && <Verdict name={name} answer={data} />}
      </div>
    </Dialog>
  );
}

/** What the search finds, by the kind it says. */
const findable = new Map([
  ['customers', 'customer'],
  ['contacts', 'contact'],
  ['estimates', 'estimate'],
  ['activities', 'activity'],
  ['products', 'product'],
]);

function RecordField({ things, value, onRecord }: { things: string; value: Option | null; onRecord: (record: Option | null) => void }) {
  const [search, setSearch] = useState('');
  const found = useSearch(search.trim()).filter((result) => result.kind === findable.get(things));
  const items: Option[] = [{ id: '', label: t('explain.any') }, ...found.map((result) => ({ id: result.id, label: result.title }))];
  return (
    <Field name="record_id" className="whole" label={t('explain.which')}>
      <Combobox id="record_id" items={items} value={value?.label ?? t('explain.any')} onType={setSearch} onPick={(item) => onRecord(item.id === '' ? null : item)}>
        {(item) => <span dir="auto">{item.label}</span>}
      </Combobox>
    </Field>
  );
}

function Verdict({ name, answer }: { name: string; answer: Explanation }) {
  return (
    <section className="whole verdict" aria-live="polite">
      <p className={`verdict-word ${answer.allowed ? 'yes' : 'no'}`}>
        <Icon name={answer.allowed ? 'check' : 'close'} />
        <strong>{answer.allowed ? t('explain.yes', { name, what: rightName(answer.permission) }) : t('explain.no', { name, what: rightName(answer.permission) })}</strong>
      </p>
      <ol className="reasons">
        {answer.reasons.map((reason) => (
          <li key={reason.reason} className={reason.holds ? 'yes' : 'no'}>
            <Icon name={reason.holds ? 'check' : 'close'} />
            <span>{sentenceOf(reason)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
