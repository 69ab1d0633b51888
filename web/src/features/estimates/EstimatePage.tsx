import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { messageOf, Refusal } from '../../api/problem';
import type { TaxCode } from '../../api/types';
import { Missing } from '../../app/Missing';
import { useGuildDefaults } from '../../app/guild';
import { t } from '../../i18n';
import { newDraft, draftOf } from './draft';
import { editorKey } from './editor_key';
import { EstimateEditor } from './EstimateEditor';
import { estimateById, taxCodeList } from './queries';

const route = getRouteApi('/estimates/$estimateId');

/** A new estimate and, once it is saved, the same one under its id: the editor stays as it is in between. */
export function EstimatePage() {
  const { estimateId } = route.useParams();
  const taxCodes = useQuery(taxCodeList);
  const key = editorKey(estimateId);
  if (taxCodes.error) return <p className="notice">{messageOf(taxCodes.error)}</p>;
  if (!taxCodes.data) return <Loading />;
  return key.startsWith('new') ? <NewEditor key={key} taxCodes={taxCodes.data} /> : <SavedEditor key={key} id={estimateId} taxCodes={taxCodes.data} />;
}

function Loading() {
  return <div className="loading" role="progressbar" aria-label={t('state.loading')} />;
}

function NewEditor({ taxCodes }: { taxCodes: TaxCode[] }) {
  const { currency, known } = useGuildDefaults();
  if (!known) return <Loading />;
  return <EstimateEditor estimate={null} draft={newDraft(currency)} taxCodes={taxCodes} />;
}

function SavedEditor({ id, taxCodes }: { id: string; taxCodes: TaxCode[] }) {
  const estimate = useQuery(estimateById(id));
  if (estimate.error instanceof Refusal && estimate.error.status === 404) return <Missing />;
  if (estimate.error) return <p className="notice">{messageOf(estimate.error)}</p>;
  if (!estimate.data) return <Loading />;
  return <EstimateEditor estimate={estimate.data} draft={draftOf(estimate.data)} taxCodes={taxCodes} />;
}
