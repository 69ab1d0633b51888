import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { messageOf } from '../../api/problem';
import { useMay } from '../../app/session';
import { plural, t } from '../../i18n';
import { showToast } from '../../ui/toast';
import { addSamples, removeSamples, sampleImports } from './samples';

const failed = (failure: unknown) => showToast(messageOf(failure), null, 'error');

/** In an empty list: something to try things with. */
export function AddSamples() {
  const mayImport = useMay('imports.run');
  const queries = useQueryClient();
  const adding = useMutation({ mutationFn: () => addSamples(queries), onSuccess: () => showToast(t('samples.added')), onError: failed });
  if (!mayImport) return null;
  return (
    <button type="button" className="button" disabled={adding.isPending} onClick={() => adding.mutate()}>
      {t(adding.isPending ? 'samples.adding' : 'samples.add')}
    </button>
  );
}

/** Above a list that shows sample data: that it does, and the way to be rid of them. */
export function SamplesNote() {
  const mayImport = useMay('imports.run');
  const queries = useQueryClient();
  const { data } = useQuery({ ...sampleImports, enabled: mayImport });
  const removing = useMutation({
    mutationFn: () => removeSamples(data ?? [], queries),
    onSuccess: (left) => showToast(left > 0 ? plural('samples.left', left) : t('samples.removed')),
    onError: failed,
  });
  if (!data || data.length === 0) return null;
  return (
    <p className="notice samples">
      <span>{t('samples.there')}</span>
      <button type="button" className="button" disabled={removing.isPending} onClick={() => removing.mutate()}>
        {t(removing.isPending ? 'samples.removing' : 'samples.remove')}
      </button>
    </p>
  );
}
