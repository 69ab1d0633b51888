import { queryOptions } from '@tanstack/react-query';
import { api, csrfHeaders, leaveForSignIn } from '../../api/client';
import { inReadersWords } from '../../api/answers';
import { answerOf, Refusal, type Problem } from '../../api/problem';
import type { Import } from '../../api/types';
import { t } from '../../i18n';

export type ImportKind = Import['kind'];

const largest = 256 * 1024 * 1024;
const longestRow = 1024 * 1024;

/* What would be refused anyway is said before it is sent. */
async function refusalOf(file: File): Promise<string | null> {
  if (file.size === 0) return t('imports.empty_file');
  if (file.size > longestRow) {
    const beginning = new Uint8Array(await file.slice(0, longestRow + 1).arrayBuffer());
    if (!beginning.includes(10) && !beginning.includes(13)) return t('imports.no_rows');
  }
  return file.size > largest ? t('imports.too_large') : null;
}

/* A file goes as multipart, which the typed client does not build, and by XMLHttpRequest, which tells how far it is. */
function send(file: File, kind: ImportKind, onProgress: (share: number) => void): Promise<XMLHttpRequest> {
  const body = new FormData();
  body.append('kind', kind);
  body.append('file', file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/v1/imports');
    for (const [name, value] of Object.entries({ ...csrfHeaders(), 'Idempotency-Key': crypto.randomUUID() })) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => onProgress(event.total > 0 ? event.loaded / event.total : 0);
    request.onload = () => resolve(request);
    request.onerror = () => reject(new Refusal(0, {}));
    request.send(body);
  });
}

/* Whoever stands between may answer in another form. */
function problemIn(text: string): Problem {
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return {};
  }
}

/* What is wrong with rows comes as refusals do. */
async function readable(made: Import): Promise<Import> {
  const preview = made.preview.map(async (row) => (row.problems.length === 0 ? row : { ...row, problems: (await inReadersWords({ fields: row.problems })).fields ?? row.problems }));
  return { ...made, preview: await Promise.all(preview) };
}

export async function upload(file: File, kind: ImportKind, onProgress: (share: number) => void): Promise<Import> {
  const refusal = await refusalOf(file);
  if (refusal) throw new Refusal(422, { detail: refusal });
  const answer = await send(file, kind, onProgress);
  if (answer.status === 401) leaveForSignIn();
  if (answer.status !== 202) throw new Refusal(answer.status, await inReadersWords(problemIn(answer.responseText)));
  return readable(JSON.parse(answer.responseText) as Import);
}

export const importList = queryOptions({
  queryKey: ['imports', 'list'],
  queryFn: async ({ signal }) => (await answerOf(api.GET('/imports', { params: { query: { limit: 20 } }, signal }))).items,
});

export function importById(id: string) {
  return queryOptions({
    queryKey: ['imports', 'one', id],
    queryFn: async ({ signal }) => readable(await answerOf(api.GET('/imports/{import_id}', { params: { path: { import_id: id } }, signal }))),
  });
}

/** What an undo has left, since somebody has changed or used it. */
export function leftOf(id: string) {
  return queryOptions({
    queryKey: ['imports', 'left', id],
    queryFn: ({ signal }) => answerOf(api.GET('/imports/{import_id}/left', { params: { path: { import_id: id } }, signal })),
  });
}

const at = (id: string) => ({ params: { path: { import_id: id } } });

export type Step = 'start' | 'cancellation' | 'undo';

export async function advance(id: string, step: Step): Promise<Import> {
  if (step === 'start') return answerOf(api.POST('/imports/{import_id}/start', at(id)));
  if (step === 'cancellation') return answerOf(api.POST('/imports/{import_id}/cancellation', at(id)));
  return answerOf(api.POST('/imports/{import_id}/undo', at(id)));
}

export type HowRead = Pick<Import, 'mapping' | 'duplicates' | 'match_by'>;

export async function map(id: string, how: HowRead): Promise<Import> {
  return readable(await answerOf(api.PUT('/imports/{import_id}/mapping', { ...at(id), body: how })));
}
