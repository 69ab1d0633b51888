import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { lazy, useMemo, useState } from 'react';
import { api, atVersion } from '../../api/client';
import { pageSize } from '../../api/walk';
import { answerOf } from '../../api/problem';
import type { Product, ProductChange, ProductQuery, TaxCode } from '../../api/types';
import { useMay } from '../../app/session';
import { currentLanguage, plural, t, withWords } from '../../i18n';
import { showMoney } from '../../money/currency';
import type { Column } from '../../ui/DataGrid';
import { Time } from '../../ui/Time';
import { differencesIn } from '../customers/list';
import { numberOf } from '../estimates/draft';
import { taxCodeList } from '../estimates/queries';
import type { ListDefinition } from '../lists/definition';
import { useEdit, type Editing } from '../lists/edits';
import { ListPage } from '../lists/ListPage';
import { PeekFact } from '../lists/Peek';
import type { Filter } from '../lists/url';
import { SampleNote, SampleOffer } from '../samples/Samples';
import { AddTaxCode } from './AddTaxCode';
import { activeChoices, ProductForm } from './ProductForm';

const ProductBulk = lazy(() => withWords(import('./ProductBulk')).then((module) => ({ default: module.ProductBulk })));
const route = getRouteApi('/products');

/* Unit prices may have more places than the currency: they are shown as they were typed. */
function price(product: Product): string {
  const places = product.unit_price.split('.')[1]?.replace(/0+$/, '').length ?? 0;
  return places > 2 ? `${product.unit_price} ${product.currency}` : showMoney(product.unit_price, product.currency, currentLanguage());
}

function text(id: 'sku' | 'category' | 'unit' | 'description' | 'external_id', header: string): Column<Product> {
  return { id, header, width: 'minmax(100px, 1fr)', wideOnly: true, cell: (row) => row[id], edit: { value: (row) => row[id] ?? '' } };
}

function columnsOf(taxCodes: TaxCode[]): Column<Product>[] {
  const taxChoices = [{ value: '', label: '–' }, ...taxCodes.map((code) => ({ value: code.id, label: code.name }))];
  return [
    { id: 'name', header: t('product.name'), width: 'minmax(190px, 2fr)', sort: 'name', cell: (row) => <span className="row-name" dir="auto">{row.name}</span>, edit: { value: (row) => row.name } },
    text('sku', t('product.sku')),
    { id: 'unit_price', header: t('product.unit_price'), width: 'minmax(110px, 1fr)', numeric: true, cell: (row) => price(row), edit: { value: (row) => row.unit_price, inputMode: 'decimal' } },
    { id: 'tax_code_id', header: t('line.tax_code'), width: 'minmax(100px, 1fr)', wideOnly: true, cell: (row) => taxCodes.find((code) => code.id === row.tax_code_id)?.name, edit: { value: (row) => row.tax_code_id ?? '', choices: taxChoices } },
    { id: 'active', header: t('product.use'), width: '110px', wideOnly: true, cell: (row) => (row.active ? t('product.active') : <span className="muted">{t('product.retired')}</span>), edit: { value: (row) => String(row.active), choices: activeChoices() } },
    text('category', t('product.category')),
    text('unit', t('product.unit')),
    text('description', t('product.description')),
    text('external_id', t('customer.external_id')),
    { id: 'created_at', header: t('record.created'), width: '130px', wideOnly: true, sort: 'created_at', cell: (row) => <Time at={row.created_at} /> },
    { id: 'updated_at', header: t('record.updated'), width: '130px', wideOnly: true, cell: (row) => <Time at={row.updated_at} /> },
  ];
} // prettier-ignore

function useProductList(): ListDefinition<Product> {
  const taxCodes = useQuery(taxCodeList).data;
  return useMemo(() => ({
    list: 'products',
    title: t('nav.products'),
    counted: (count) => plural('products.count', count),
    searchLabel: t('products.search'),
    columns: columnsOf(taxCodes ?? []),
    usual: ['name', 'sku', 'unit_price', 'tax_code_id', 'active', 'updated_at'],
    usualSort: '-created_at',
    filters: [{ name: 'active', label: t('product.use'), choices: activeChoices() }],
  }), [taxCodes]);
} // prettier-ignore

const fetchPage = (filter: Filter, after: string | undefined, signal: AbortSignal) => answerOf(api.GET('/products', { params: { query: { ...(filter as unknown as ProductQuery), limit: pageSize, after } }, signal }));
const fetchCount = (filter: Filter, signal: AbortSignal) => answerOf(api.GET('/products/count', { params: { query: filter }, signal }));

function editingOf(columns: readonly Column<Product>[]): Editing<Product, ProductChange> {
  return {
    lists: [['products', 'list']],
    one: (id) => ['products', 'one', id],
    send: (row, body) => answerOf(api.PATCH('/products/{product_id}', { params: { path: { product_id: row.id }, header: atVersion(row) }, body })),
    name: (row) => row.name,
    differences: (before, after) => differencesIn(columns, before, after),
  };
}

function changeOf(column: string, value: string): ProductChange {
  if (column === 'active') return { active: value === 'true' };
  if (column === 'unit_price') return { unit_price: numberOf(value, currentLanguage()) ?? value };
  return { [column]: value === '' && column !== 'name' ? null : value };
}

export function ProductsPage() {
  const navigate = useNavigate({ from: '/products' });
  const definition = useProductList();
  const [form, setForm] = useState<Shown>(null);
  const mayEdit = useMay('products.update');
  const mayBulk = useMay('bulk_changes.run') && mayEdit;
  const editing = useMemo(() => editingOf(definition.columns), [definition]);
  const edit = useEdit(editing);
  const onEdit = (row: Product, column: string, value: string) => {
    const change = changeOf(column, value);
    void edit(row, change, Object.fromEntries(Object.keys(change).map((name) => [name, row[name as keyof Product]])));
  };
  return (
    <>
      <ListPage
        definition={definition}
        search={route.useSearch()}
        onSearch={(next, replace = false) => void navigate({ search: next, replace })}
        fetchPage={fetchPage}
        fetchCount={fetchCount}
        {...(mayEdit ? { onEdit, onOpen: setForm } : {})}
        nameOf={(row) => row.name}
        {...(mayBulk ? { bulk: (props) => <ProductBulk {...props} /> } : {})}
        peek={(row) => <ProductPeek product={row} />}
        actions={<AddButtons onAdd={setForm} />}
        above={<SampleNote kind="products" />}
        empty={<NoProducts />}
      />
      <Forms shown={form} editing={editing} onClose={() => setForm(null)} />
    </>
  );
}

/* A new one of either, or the product to change. */
type Shown = 'product' | 'tax code' | Product | null;

function Forms({ shown, editing, onClose }: { shown: Shown; editing: Editing<Product, ProductChange>; onClose: () => void }) {
  const taxCodes = useQuery(taxCodeList).data ?? [];
  if (shown === 'tax code') return <AddTaxCode onClose={onClose} />;
  return shown && <ProductForm product={shown === 'product' ? null : shown} {...{ taxCodes, editing, onClose }} />;
}

function AddButtons({ onAdd }: { onAdd: (what: 'product' | 'tax code') => void }) {
  const mayAdd = useMay('products.create');
  const mayAddTax = useMay('tax_codes.create');
  return (
    <>
      {mayAddTax && <button type="button" className="button" onClick={() => onAdd('tax code')}>{t('tax_codes.new')}</button>}
      {mayAdd && <button type="button" className="button" onClick={() => onAdd('product')}>{t('products.new')}</button>}
    </>
  );
} // prettier-ignore

function NoProducts() {
  return (
    <div className="page-note">
      <h2>{t('products.none')}</h2>
      <p className="muted">{t('products.none_text')}</p>
      <SampleOffer kind="products" />
    </div>
  );
}

function ProductPeek({ product }: { product: Product }) {
  const taxCodes = useQuery(taxCodeList).data ?? [];
  return (
    <dl className="facts">
      <PeekFact label={t('product.sku')}>{product.sku}</PeekFact>
      <PeekFact label={t('product.unit_price')}>{price(product)}</PeekFact>
      <PeekFact label={t('line.tax_code')}>{taxCodes.find((code) => code.id === product.tax_code_id)?.name}</PeekFact>
      <PeekFact label={t('product.category')}>{product.category}</PeekFact>
      <PeekFact label={t('product.unit')}>{product.unit}</PeekFact>
      <PeekFact label={t('product.description')}>{product.description}</PeekFact>
      <PeekFact label={t('record.updated')}>{<Time at={product.updated_at} />}</PeekFact>
    </dl>
  );
}
