import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../../api/problem';
import type { Customer } from '../../api/types';
import { t } from '../../i18n';
import { Dialog } from '../../ui/Dialog';
import { showToast } from '../../ui/toast';
import { differing, isOthers, merge, outcome, sideFields, takeBackMerge, type SideField, type Sides } from './merging';
import { MergePicker } from './MergePicker';
import { customerById, forgetCustomers } from './queries';
import { fieldWords, shownValue } from './timeline_words';

interface MergeDialogProps {
  mine: Customer;
  /** The other one; null: it is asked for. */
  otherId: string | null;
  onClose: () => void;
}

/** Two customers become one: field by field where they differ, with what will stand there, before anything is done. */
export function MergeDialog({ mine, otherId, onClose }: MergeDialogProps) {
  const [picked, setPicked] = useState(otherId);
  const { data: other, error } = useQuery({ ...customerById(picked ?? ''), enabled: picked !== null });
  return (
    <Dialog open title={t('merge.title')} size="large" onClose={onClose}>
      {error && <p className="notice">{messageOf(error)}</p>}
      {picked === null && <MergePicker mine={mine} onPick={setPicked} />}
      {other && <Choices key={other.id} mine={mine} other={other} onClose={onClose} />}
    </Dialog>
  );
}

function Choices({ mine, other, onClose }: { mine: Customer; other: Customer; onClose: () => void }) {
  const queries = useQueryClient();
  const [sides, setSides] = useState<Sides>({});
  const [key] = useState(() => crypto.randomUUID());
  const merging = useMutation({
    mutationFn: () => merge(mine, other, sides, key),
    onSuccess: async (done) => {
      onClose();
      showToast(t('merge.done', { name: other.name }), { label: t('action.undo'), run: () => void takeBackMerge(queries, done.id) });
      await forgetCustomers(queries);
    },
    onError: () => forgetCustomers(queries),
  });
  return (
    <>
      <div className="form-body merge">
        <p className="whole">{t('merge.text', { name: other.name })}</p>
        <Differences mine={mine} other={other} sides={sides} onChoose={setSides} />
        <Preview mine={mine} other={other} sides={sides} />
        {merging.error && (
          <p className="notice whole" role="alert">
            {messageOf(merging.error)}
          </p>
        )}
      </div>
      <div className="form-foot">
        <button type="button" className="button" onClick={onClose}>
          {t('action.cancel')}
        </button>
        <button type="button" className="button primary" disabled={merging.isPending} onClick={() => merging.mutate()}>
          {t('merge.run')}
        </button>
      </div>
    </>
  );
}

function Differences({ mine, other, sides, onChoose }: { mine: Customer; other: Customer; sides: Sides; onChoose: (sides: Sides) => void }) {
  const open = differing(mine, other);
  if (open.length === 0) return <p className="muted whole">{t('merge.same')}</p>;
  return (
    <table className="merge-table whole">
      <thead>
        <tr>
          <th scope="col">{t('merge.field')}</th>
          <th scope="col">{t('merge.this')}</th>
          <th scope="col">{t('merge.other')}</th>
        </tr>
      </thead>
      <tbody>
        {open.map((field) => (
          <FieldRow key={field} field={field} mine={mine} other={other} side={sides[field] ?? 'this'} onChoose={(side) => onChoose({ ...sides, [field]: side })} />
        ))}
      </tbody>
    </table>
  );
}

interface FieldRowProps {
  field: SideField;
  mine: Customer;
  other: Customer;
  side: 'this' | 'other';
  onChoose: (side: 'this' | 'other') => void;
}

function FieldRow({ field, mine, other, side, onChoose }: FieldRowProps) {
  return (
    <tr>
      <th scope="row">{fieldWords(field)}</th>
      {(['this', 'other'] as const).map((each) => (
        <td key={each}>
          <label className="merge-choice">
            <input type="radio" name={`merge-${field}`} checked={side === each} onChange={() => onChoose(each)} />
            <span dir="auto">{shownValue(field, (each === 'this' ? mine : other)[field as keyof Customer])}</span>
          </label>
        </td>
      ))}
    </tr>
  );
}

function Preview({ mine, other, sides }: { mine: Customer; other: Customer; sides: Sides }) {
  const filled = sideFields.filter((field) => shownValue(field, outcome(field, mine, other, sides)) !== '–');
  return (
    <section className="merge-preview whole" aria-label={t('merge.preview')}>
      <h3>{t('merge.preview')}</h3>
      <dl className="facts">
        {filled.map((field) => (
          <div key={field} className="fact">
            <dt>{fieldWords(field)}</dt>
            <dd dir="auto" className={isOthers(field, mine, other, sides) ? 'of-other' : ''}>
              {shownValue(field, outcome(field, mine, other, sides))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
