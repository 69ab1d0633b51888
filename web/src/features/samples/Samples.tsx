import { t } from '../../i18n';
import type { SampleKind } from './file';
import { useSamples } from './samples';

/** Where there is nothing yet: something to try things with. */
export function SampleOffer({ kind }: { kind: SampleKind }) {
  const { may, adding } = useSamples(kind);
  if (!may) return null;
  return (
    <button type="button" className="button quiet" disabled={adding.isPending} onClick={() => adding.mutate()}>
      {adding.isPending ? t('samples.coming') : t('samples.add')}
    </button>
  );
}

/** As long as samples are there, they say so and can go. */
export function SampleNote({ kind }: { kind: SampleKind }) {
  const { there, removing } = useSamples(kind);
  if (!there) return null;
  return (
    <p className="strip" role="status">
      {t('samples.note')}
      <button type="button" className="button small" disabled={removing.isPending} onClick={() => removing.mutate(there.id)}>
        {t('samples.remove')}
      </button>
    </p>
  );
}
