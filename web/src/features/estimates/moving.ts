import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, atVersion } from '../../api/client';
import { answerOf } from '../../api/problem';
import type { EstimateSummary } from '../../api/types';
import { t } from '../../i18n';
import { useEdit, type Edit, type Editing } from '../lists/edits';
import { stateName, type State } from './StateChip';

/* What may follow upon what: the server decides, this only offers. */
const following: Record<State, State[]> = {
  draft: ['sent', 'cancelled'],
  sent: ['draft', 'accepted', 'declined', 'expired', 'cancelled'],
  accepted: ['sent'],
  declined: ['sent'],
  expired: ['sent'],
  cancelled: ['draft', 'sent'],
};

export const mayFollow = (estimate: EstimateSummary, to: string) => following[estimate.state].includes(to as State);
export const statesAfter = ({ state }: EstimateSummary): State[] => [state, ...following[state]];

/** Notes where an estimate stands: in a cell, or by moving its card. */
export function useMoving(): Edit<EstimateSummary, { state: State }> {
  const queries = useQueryClient();
  const editing = useMemo((): Editing<EstimateSummary, { state: State }> => ({
    lists: [['estimates', 'list'], ['estimates', 'board']],
    one: (id) => ['estimates', 'summary', id],
    send: async (row, body) => {
      const { id, version, state, updated_at } = await answerOf(api.PUT('/estimates/{estimate_id}/state', { params: { path: { estimate_id: row.id }, header: atVersion(row) }, body }));
      return { id, version, state, updated_at } as { id: string; version: number };
    },
    name: (row) => row.customer_name,
    differences: (before, after) => (before.state === after.state ? [] : [`${t('estimate.state')}: ${stateName(after.state)}`]),
    moved: () => queries.invalidateQueries({ queryKey: ['estimates', 'board'] }),
  }), [queries]);
  return useEdit(editing);
} // prettier-ignore
