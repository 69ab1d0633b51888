import type { Customer } from '../../api/types';
import { t, type Key } from '../../i18n';
import { Chip, type Tone } from '../../ui/Chip';

export type Status = Customer['status'];
export const statuses: readonly Status[] = ['lead', 'active', 'former'];
export const statusNames: Record<Status, Key> = { lead: 'customer.status.lead', active: 'customer.status.active', former: 'customer.status.former' };
const tones: Record<Status, Tone> = { lead: 'sky', active: 'spruce', former: 'plain' };

export function StatusChip({ status }: { status: Status }) {
  return <Chip tone={tones[status]}>{t(statusNames[status])}</Chip>;
}
