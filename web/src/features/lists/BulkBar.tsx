import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BulkInput } from '../../api/types';
import { plural, t } from '../../i18n';
import type { Choice } from '../../i18n/places';
import { Dialog } from '../../ui/Dialog';
import { Icon } from '../../ui/Icon';
import { runBulk, useBulk } from './bulk';
import { sized, type BulkProps } from './definition';
import type { Filter } from './url';

/** One thing that can be done with many records: a choice, and the change it means. */
export interface BulkAct {
  id: string;
  label: string;
  choices: Choice[];
  change: (value: string) => BulkInput['change'];
}

interface BulkBarProps extends BulkProps {
  kind: BulkInput['kind'];
  acts: BulkAct[];
  mayDelete: boolean;
}

/** What can be done with the rows that are picked. */
export function BulkBar({ kind, selection, total, filter, acts, mayDelete }: BulkBarProps) {
  const queries = useQueryClient();
  const { running } = useBulk();
  const [asking, setAsking] = useState(false);
  function run(change: BulkInput['change']) {
    const which = selection.all ? { filter: bodyOf(filter) } : { ids: [...selection.ids] };
    void runBulk(queries, { kind, ...which, change });
  }
  return (
    <div className="bulk" role="region" aria-label={t('bulk.label')}>
      <span className="bulk-count" role="status">
        {sized({ count: selection.count, exact: !selection.all || total.exact }, (count) => plural('bulk.picked', count))}
      </span>
      {!selection.all && (selection.count < total.count || !total.exact) && (
        <button type="button" className="button quiet small" onClick={selection.pickAll}>
          {total.exact ? plural('bulk.pick_all', total.count) : t('bulk.pick_all_matching')}
        </button>
      )}
      <span className="bulk-acts">
        {acts.map((act) => (
          <BulkChoice key={act.id} act={act} disabled={running !== null} onChoose={(value) => run(act.change(value))} />
        ))}
        {mayDelete && (
          <button type="button" className="button small danger" disabled={running !== null} onClick={() => setAsking(true)}>
            {t('bulk.delete')}
          </button>
        )}
      </span>
      <button type="button" className="button quiet icon small" aria-label={t('bulk.clear')} onClick={selection.clear}>
        <Icon name="close" />
      </button>
      {asking && <AskToDelete count={selection.count} onClose={() => setAsking(false)} onDelete={() => run({ delete: true })} />}
    </div>
  );
}

/* An address says everything in words, a body says yes and no. */
function bodyOf(filter: Filter): BulkInput['filter'] {
  const names = Object.keys(filter).filter((name) => name !== 'sort');
  return Object.fromEntries(names.map((name) => [name, filter[name] === 'true' ? true : filter[name] === 'false' ? false : filter[name]]));
}

function BulkChoice({ act, disabled, onChoose }: { act: BulkAct; disabled: boolean; onChoose: (value: string) => void }) {
  if (act.choices.length === 0) return null;
  return (
    <span className="filter">
      <select aria-label={act.label} value="" disabled={disabled} onChange={(event) => onChoose(event.target.value)}>
        <option value="" hidden>
          {act.label}
        </option>
        {act.choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <Icon name="down" />
    </span>
  );
}

function AskToDelete({ count, onClose, onDelete }: { count: number; onClose: () => void; onDelete: () => void }) {
  return (
    <Dialog open size="small" title={plural('bulk.ask_delete', count)} onClose={onClose}>
      <p className="dialog-text">{t('bulk.ask_delete_text')}</p>
      <div className="form-foot">
        <button type="button" className="button" onClick={onClose}>
          {t('action.cancel')}
        </button>
        <button
          type="button"
          className="button danger"
          onClick={() => {
            onClose();
            onDelete();
          }}
        >
          {t('bulk.delete')}
        </button>
      </div>
    </Dialog>
  );
}
