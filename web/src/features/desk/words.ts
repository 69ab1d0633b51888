import type { DeskCase, DeskCaseEntry } from '../../api/types';
import type { Key } from '../../i18n';
import type { Tone } from '../../ui/Chip';

export type State = DeskCase['state'];
export type Clock = DeskCase['clocks'][number]['clock'];

export const states: Record<State, [Tone, Key]> = {
  received: ['gold', 'desk.state.received'],
  reproduced: ['gold', 'desk.state.reproduced'],
  not_reproduced: ['plain', 'desk.state.not_reproduced'],
  fixing: ['sky', 'desk.state.fixing'],
  released: ['spruce', 'desk.state.released'],
  credited: ['plain', 'desk.state.credited'],
};

export const severities: Record<DeskCaseEntry['severity'], [Tone, Key]> = {
  critical: ['rose', 'desk.severity.critical'],
  high: ['rose', 'desk.severity.high'],
  medium: ['gold', 'desk.severity.medium'],
  low: ['plain', 'desk.severity.low'],
  unsure: ['gold', 'desk.severity.unsure'],
};

export const clocks: Record<Clock, Key> = {
  first_answer: 'desk.clock.first_answer',
  status: 'desk.clock.status',
  fix: 'desk.clock.fix',
  embargo: 'desk.clock.embargo',
};

/** What closing wants, by the field's name. */
export const wanted: Partial<Record<string, Key>> = {
  severity: 'desk.severity',
  summary: 'desk.summary',
  details: 'desk.details',
  introduced_version: 'desk.introduced_version',
  fixed_version: 'desk.fixed_version',
  changelog_line: 'desk.changelog_line',
  credit: 'desk.credit',
};
