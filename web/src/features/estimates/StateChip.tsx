import type { EstimateSummary } from '../../api/types';
import { t, type Key } from '../../i18n';
import { Chip, type Tone } from '../../ui/Chip';

export type State = EstimateSummary['state'];
const states: Record<State, [Key, Tone]> = {
  draft: ['estimate.state.draft', 'gold'],
  sent: ['estimate.state.sent', 'sky'],
  accepted: ['estimate.state.accepted', 'spruce'],
  declined: ['estimate.state.declined', 'rose'],
  expired: ['estimate.state.expired', 'plain'],
  cancelled: ['estimate.state.cancelled', 'plain'],
};

export const estimateStates = Object.keys(states) as State[];
export const stateName = (state: State) => t(states[state][0]);
export const stateChoices = () => estimateStates.map((value) => ({ value, label: stateName(value) }));

export function StateChip({ state }: { state: State }) {
  const [name, tone] = states[state];
  return <Chip tone={tone}>{t(name)}</Chip>;
}
