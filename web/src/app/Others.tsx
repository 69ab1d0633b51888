import { t } from '../i18n';
import { useOthers } from './live';

/** Who else looks at this record, who edits it, and who has just changed it. */
export function Others({ at }: { at: string }) {
  const { others, changedBy } = useOthers(at);
  return (
    <span className="others" role="status">
      {changedBy !== null && <span className="muted">{changedBy ? t('live.changed_by', { name: changedBy }) : t('live.changed')}</span>}
      {others.map(({ id, name, editing }) => (
        <span key={id} className={editing ? 'other editing' : 'other'}>
          <span className="face" aria-hidden="true">
            {name.slice(0, 1)}
          </span>
          {editing ? t('live.edits', { name }) : t('live.looks', { name })}
        </span>
      ))}
    </span>
  );
}
