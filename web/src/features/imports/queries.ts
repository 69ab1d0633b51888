import { queryOptions } from '@tanstack/react-query';
import { api, csrfHeaders } from '../../api/client';
import { answerOf, Refusal, type Problem } from '../../api/problem';
import type { Import } from '../../api/types';

export type ImportKind = 'customers' | 'products';

/* A file goes as multipart, which the typed client does not build. The answer may be the import or only where it is. */
export async function upload(file: File, kind: ImportKind): Promise<Import> {
  const body = new FormData();
  body.append('kind', kind);
  body.append('file', file);
  const response = await fetch('/api/v1/imports', { method: 'POST', headers: { ...csrfHeaders(), 'Idempotency-Key': crypto.randomUUID() }, body });
  if (!response.ok) throw new Refusal(response.status, (await response.json()) as Problem);
  const id = response.headers.get('Location')?.split('/').at(-1);
  if (!id) throw new Refusal(0, {});
  return answerOf(api.GET('/imports/{import_id}', { params: { path: { import_id: id } } }));
}

export const importList = queryOptions({
  queryKey: ['imports', 'list'],
  queryFn: async ({ signal }) => (await answerOf(api.GET('/imports', { params: { query: { limit: 20 } }, signal }))).items,
});

export function importById(id: string) {
  return queryOptions({
    queryKey: ['imports', 'one', id],
    queryFn: ({ signal }) => answerOf(api.GET('/imports/{import_id}', { params: { path: { import_id: id } }, signal })),
  });
}

const at = (id: string) => ({ params: { path: { import_id: id } } });

export type Step = 'start' | 'cancellation' | 'undo';

export async function advance(id: string, step: Step): Promise<void> {
  if (step === 'start') await answerOf(api.POST('/imports/{import_id}/start', at(id)));
  else if (step === 'cancellation') await answerOf(api.POST('/imports/{import_id}/cancellation', at(id)));
  else await answerOf(api.POST('/imports/{import_id}/undo', at(id)));
}

export async function map(id: string, mapping: Import['mapping']): Promise<Import> {
  return answerOf(api.PUT('/imports/{import_id}/mapping', { ...at(id), body: { mapping } }));
}
