import { messageOf, Refusal } from '../../api/problem';
import type { Import } from '../../api/types';
import { t } from '../../i18n';
import { labelOf } from './fields';

/** What is wrong with a row: of the row as a whole, or of one of its fields. */
export function rowProblem({ field, message }: { field: string; message: string }, kind: Import['kind']): string {
  return field === 'row' ? message : t('import.field_problem', { field: labelOf(field, kind), message });
}

function said({ field, message }: { field: string; message: string }): string {
  if (field === 'file') return t('imports.file_problem', { message });
  const name = field === 'match_by' ? t('import.match_by') : field.startsWith('mapping.') ? field.slice('mapping.'.length) : t('import.mapping');
  return t('import.field_problem', { field: name, message });
}

/** Why a file or a choice was not taken. */
export function refusalText(failure: unknown): string {
  return failure instanceof Refusal && failure.fields.length > 0 ? failure.fields.map(said).join(' ') : messageOf(failure);
}
