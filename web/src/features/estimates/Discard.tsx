import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import { t, withWords } from '../../i18n';
import { showToast } from '../../ui/toast';
import type { DraftSaver } from './draft_saver';

const AskBeforeLoss = lazy(() => withWords(import('../../ui/AskBeforeLoss')).then((module) => ({ default: module.AskBeforeLoss })));

/** Throws a draft away, saved or not, after asking. */
export function Discard({ saver }: { saver: DraftSaver }) {
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  async function discard() {
    setAsking(false);
    const { id } = saver;
    saver.discard();
    if (id !== 'new') await answerOf(api.DELETE('/estimates/{estimate_id}', { params: { path: { estimate_id: id } } }));
    await navigate({ to: '/estimates' });
  }
  return (
    <>
      <button type="button" className="button quiet" onClick={() => setAsking(true)}>
        {t('estimate.discard')}
      </button>
      <Suspense>
        {asking && (
          <AskBeforeLoss
            title={t('estimate.discard_title')}
            text={t('estimate.discard_text')}
            onKeep={() => setAsking(false)}
            onDiscard={() => void discard().catch((failure: unknown) => showToast(messageOf(failure), null, 'error'))}
          />
        )}
      </Suspense>
    </>
  );
}
