import type { Trashed } from '../../api/types';

export const trashKinds = ['customer', 'contact', 'note', 'activity', 'estimate'] as const satisfies readonly Trashed['kind'][];
