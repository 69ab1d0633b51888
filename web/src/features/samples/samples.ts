import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client';
import { answerOf, messageOf, Refusal } from '../../api/problem';
import type { Import } from '../../api/types';
import { useMay } from '../../app/session';
import { plural, t } from '../../i18n';
import { showToast } from '../../ui/toast';
import { advance, importList, upload } from '../imports/queries';
import { sampleFile, sampleName, type SampleKind } from './file';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function over(id: string): Promise<Import> {
  for (;;) {
    const now = await answerOf(api.GET('/imports/{import_id}', { params: { path: { import_id: id } } }));
    if (now.state !== 'running') return now;
    if (now.resumable) throw new Refusal(0, { detail: t('samples.stopped') });
    await pause(150);
  }
}

async function add(kind: SampleKind): Promise<Import> {
  const { id } = await upload(sampleFile(kind), kind, () => undefined);
  await advance(id, 'start');
  return over(id);
}

async function remove(id: string): Promise<Import> {
  await advance(id, 'undo');
  return over(id);
}

/** Whether one may have samples, which import they came by if they are there, and how they come and go. */
export function useSamples(kind: SampleKind) {
  const queries = useQueryClient();
  const may = useMay('imports.run');
  const imports = useQuery({ ...importList, enabled: may });
  const there = imports.data?.find(({ file_name, state }) => file_name === sampleName(kind) && state === 'done');
  const told = { onError: (failure: Error) => showToast(messageOf(failure), null, 'error'), onSettled: () => queries.invalidateQueries() };
  const adding = useMutation({ mutationFn: () => add(kind), ...told });
  const removing = useMutation({ mutationFn: remove, onSuccess: ({ kept }) => showToast(kept > 0 ? plural('samples.kept', kept) : t('samples.gone')), ...told });
  return { may, there, adding, removing };
}
