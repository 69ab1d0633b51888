import { useQueryClient } from '@tanstack/react-query';
import { messageOf } from '../../api/problem';
import { t, type Key } from '../../i18n';
import { showToast } from '../../ui/toast';
import { draftOf } from './draft';
import type { DraftSaver, Saved, SaveState } from './draft_saver';
import { estimateById } from './queries';

const words: Record<SaveState, Key> = {
  new: 'save.new',
  unsaved: 'save.unsaved',
  saving: 'save.saving',
  saved: 'save.saved',
  refused: 'save.refused',
  offline: 'save.offline',
  stale: 'save.stale',
};

/** Whether what is typed is safe yet. */
export function SaveNote({ saved, ready }: { saved: Saved; ready: boolean }) {
  const state = ready ? saved.state : 'new';
  const refused = saved.state === 'refused' && saved.failure ? `: ${saved.failure.message}` : '';
  return (
    <span className={`save-note ${state}`} role="status">
      {t(words[state])}
      {refused}
    </span>
  );
}

/** Somebody else changed the record meanwhile: whose words stay? */
export function StaleNote({ saver, id }: { saver: DraftSaver; id: string }) {
  const queries = useQueryClient();
  async function settle(choice: 'mine' | 'theirs') {
    const theirs = await queries.query({ ...estimateById(id), staleTime: 0 });
    saver.settle(choice, theirs, draftOf(theirs));
  }
  const run = (choice: 'mine' | 'theirs') => void settle(choice).catch((failure: unknown) => showToast(messageOf(failure), null, 'error'));
  return (
    <div className="notice gold stale" role="alert">
      <span>{t('estimate.stale')}</span>
      <button type="button" className="button" onClick={() => run('theirs')}>
        {t('estimate.take_theirs')}
      </button>
      <button type="button" className="button" onClick={() => run('mine')}>
        {t('estimate.keep_mine')}
      </button>
    </div>
  );
}
