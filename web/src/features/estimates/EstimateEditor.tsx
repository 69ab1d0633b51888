import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Estimate, TaxCode } from '../../api/types';
import { receiveCustomers } from '../../app/layers';
import { Others } from '../../app/Others';
import { useMay, useMe } from '../../app/session';
import { useTitle } from '../../app/title';
import { currentLanguage, t } from '../../i18n';
import { currencyChoices } from '../../i18n/places';
import { computeTotals } from '../../money/totals';
import { SelectField, TextField, Field } from '../../ui/Field';
import { fieldMessages, type Messages } from '../../ui/messages';
import { customerById } from '../customers/queries';
import { BillTo } from './BillTo';
import { CustomerPicker } from './CustomerPicker';
import { amountsOf, bodyOf, discountOf, draftOf, isBlank, withCustomer, withTaxCodes, type Draft } from './draft';
import { Discard } from './Discard';
import { shelfOf } from './draft_keeping';
import { DraftSaver } from './draft_saver';
import { becameRecord, leftRecord } from './editor_key';
import { StateChip } from './StateChip';
import { Lines } from './Lines';
import { estimateStore } from './queries';
import { SaveNote, StaleNote } from './SaveNote';
import { TotalsPanel } from './TotalsPanel';

interface EditorProps {
  estimate: Estimate | null;
  draft: Draft;
  taxCodes: TaxCode[];
}

export type Edit = (change: (draft: Draft) => Draft) => void;

function useSaver({ estimate, draft, taxCodes }: EditorProps): DraftSaver {
  const me = useMe();
  const [saver] = useState(
    () =>
      new DraftSaver({
        draft: withTaxCodes(draft, taxCodes[0]?.id ?? ''),
        estimate,
        shelf: shelfOf(me.acting.membership_id),
        store: estimateStore,
        bodyOf: (given) => bodyOf(given, currentLanguage()),
      }),
  );
  return saver;
}

/* The first save gives the estimate its address; leaving sends what is not yet saved. */
function useAddress(saver: DraftSaver, id: string) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  useEffect(
    () =>
      saver.subscribe(() => {
        if (saver.id === 'new' || !location.pathname.endsWith('/new')) return;
        becameRecord(saver.id);
        void navigate({ to: '/estimates/$estimateId', params: { estimateId: saver.id }, replace: true });
      }),
    [saver, navigate],
  );
  useEffect(
    () => () => {
      void saver.flush().then(() => queries.invalidateQueries({ queryKey: ['estimates', 'list'] }));
      if (saver.id !== 'new' && !location.pathname.endsWith(saver.id)) leftRecord(saver.id);
    },
    [saver, queries, id],
  );
}

/* What comes from elsewhere: a customer from Quick Customer, and what somebody else has made of the record. */
function useArrivals(saver: DraftSaver, estimate: Estimate | null) {
  useEffect(() => receiveCustomers((customer) => saver.edit((now) => withCustomer(now, customer))), [saver]);
  useEffect(() => {
    if (estimate) saver.meet(estimate, draftOf(estimate));
  }, [saver, estimate]);
}

export function EstimateEditor(props: EditorProps) {
  const saver = useSaver(props);
  const draft = useSyncExternalStore(saver.subscribe, saver.draft);
  const saved = useSyncExternalStore(saver.subscribe, saver.saved);
  useAddress(saver, props.estimate?.id ?? 'new');
  useArrivals(saver, props.estimate);
  const mayChange = useMay(saved.estimate ? 'estimates.update' : 'estimates.create');
  const isDraft = saved.estimate === null || saved.estimate.state === 'draft';
  const mayDelete = useMay('estimates.delete');
  const mayDiscard = isDraft && (saved.estimate === null ? hasWork(draft) : mayDelete);
  const messages = fieldMessages(saved.failure);
  useTitle(draft.customer?.name ?? t('estimates.new'));
  return (
    <article className="record">
      <header className="page-head">
        <div>
          <Link to="/estimates" className="crumb">
            {t('nav.estimates')}
          </Link>
          <h1>{draft.customer?.name ?? t('estimates.new')}</h1>
        </div>
        <StateChip state={saved.estimate?.state ?? 'draft'} />
        {saved.estimate && <Others at={`estimates/${saved.estimate.id}`} />}
        <span className="spacer" />
        {mayDiscard && <Discard saver={saver} />}
        <SaveNote saved={saved} ready={bodyOf(draft, currentLanguage()) !== null} />
      </header>
      <div className="editor">
        {saved.state === 'stale' && saved.estimate && <StaleNote saver={saver} id={saved.estimate.id} />}
        <fieldset disabled={!mayChange || !isDraft} className="editor-body">
          <legend className="visually-hidden">{t('estimate.form')}</legend>
          <Head draft={draft} saved={saved.estimate} edit={saver.edit} messages={messages} />
          <Lines draft={draft} edit={saver.edit} taxCodes={props.taxCodes} messages={messages} />
          <Foot draft={draft} edit={saver.edit} taxCodes={props.taxCodes} messages={messages} />
        </fieldset>
      </div>
    </article>
  );
}

/* Whether there is anything to throw away yet. */
function hasWork(draft: Draft): boolean {
  return draft.customer !== null || draft.notes !== '' || draft.lines.some((line) => !isBlank(line));
}

interface PartProps {
  draft: Draft;
  edit: Edit;
  messages: Messages;
}

/* The saved document keeps its customer as it was; until it is saved, the customer's record shows what it will take. */
function Head({ draft, saved, edit, messages }: PartProps & { saved: Estimate | null }) {
  const isTaken = saved !== null && saved.customer_id === draft.customer?.id;
  const customer = useQuery({ ...customerById(draft.customer?.id ?? ''), enabled: draft.customer !== null && !isTaken }).data;
  const party = isTaken ? saved : draft.customer ? customer : undefined;
  return (
    <div className="editor-head">
      <div className="editor-who">
        <CustomerPicker value={draft.customer} message={messages['customer_id']} onCustomer={(chosen) => edit((now) => withCustomer(now, chosen))} />
        <SelectField name="currency" label={t('customer.currency')} message={messages['currency']} value={draft.currency} choices={currencyChoices(currentLanguage())} onChange={(currency) => edit((now) => ({ ...now, currency }))} />
      </div>
      <BillTo party={party} />
    </div>
  );
}

function Foot({ draft, edit, taxCodes, messages }: PartProps & { taxCodes: TaxCode[] }) {
  const language = currentLanguage();
  const totals = computeTotals(amountsOf(draft, taxCodes, language));
  const wrongDiscount = discountOf(draft.discount, language) ? undefined : t('estimate.discount_wrong');
  return (
    <div className="editor-foot">
      <div className="editor-notes">
        <Field name="notes" label={t('estimate.notes')} message={messages['notes']} optional>
          <textarea id="notes" className="control" rows={3} dir="auto" value={draft.notes} onChange={(event) => edit((now) => ({ ...now, notes: event.target.value }))} />
        </Field>
        <div className="editor-options">
          <TextField
            name="document_discount"
            label={t('estimate.discount')}
            optional
            message={wrongDiscount ?? messages['document_discount_percent'] ?? messages['document_discount_amount']}
            value={draft.discount}
            onChange={(discount) => edit((now) => ({ ...now, discount }))}
          />
          <label className="check">
            <input type="checkbox" checked={draft.prices_include_tax} onChange={(event) => edit((now) => ({ ...now, prices_include_tax: event.target.checked }))} />
            {t('estimate.prices_include_tax')}
          </label>
        </div>
      </div>
      <TotalsPanel totals={totals} currency={draft.currency} />
    </div>
  );
}
