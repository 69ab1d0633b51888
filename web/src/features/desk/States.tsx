import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { DeskCase } from '../../api/types';
import { t } from '../../i18n';
import { showToast } from '../../ui/toast';
import { deskCase } from './queries';
import { states, wanted, type State } from './words';

/** Where the case may go from here. The last step waits until everything is there that is published. */
export function States({ found }: { found: DeskCase }) {
  const queries = useQueryClient();
  const moving = useMutation({
    mutationFn: (state: State) => answerOf(api.PUT('/desk-cases/{desk_case_id}/state', { params: { path: { desk_case_id: found.id } }, body: { state } })),
    onSuccess: (moved) => queries.setQueryData(deskCase(found.id).queryKey, moved),
    onError: (failure) => showToast(messageOf(failure), null, 'error'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['desk', 'cases'] }),
  });
  if (found.next_states.length === 0) return null;
  const missing = found.missing.flatMap((name) => (wanted[name] ? [t(wanted[name])] : []));
  return (
    <section className="panel" aria-labelledby="states-title">
      <h2 id="states-title">{t('desk.next')}</h2>
      <p className="muted">{t('desk.next_text')}</p>
      {found.state === 'released' && missing.length > 0 && <p className="muted">{t('desk.missing', { what: missing.join(', ') })}</p>}
      <div className="settings-foot start">
        {found.next_states.map((state) => (
          <button key={state} type="button" className="button" disabled={moving.isPending || (state === 'credited' && missing.length > 0)} onClick={() => moving.mutate(state)}>
            {t(states[state][1])}
          </button>
        ))}
      </div>
    </section>
  );
}
