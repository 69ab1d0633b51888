import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { api } from '../../api/client';
import { answerOf, messageOf } from '../../api/problem';
import type { Product, TaxCode } from '../../api/types';
import { useMay } from '../../app/session';
import { currentLanguage, t } from '../../i18n';
import { showMoney } from '../../money/currency';
import { DataGrid, type Column } from '../../ui/DataGrid';
import { SearchBox } from '../../ui/SearchBox';
import { Time } from '../../ui/Time';
import { taxCodeList } from '../estimates/queries';
import { AddProduct } from './AddProduct';
import { AddTaxCode } from './AddTaxCode';
import { useTitle } from '../../app/title';

const route = getRouteApi('/products');

function productList(search: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ['products', 'list', search],
    queryFn: ({ pageParam, signal }) => answerOf(api.GET('/products', { params: { query: { limit: 100, after: pageParam, search } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/* Unit prices may have more places than the currency: they are shown as they were typed. */
function price(product: Product): string {
  const places = product.unit_price.split('.')[1]?.replace(/0+$/, '').length ?? 0;
  return places > 2 ? `${product.unit_price} ${product.currency}` : showMoney(product.unit_price, product.currency, currentLanguage());
}

function columns(taxCodes: TaxCode[]): Column<Product>[] {
  return [
    { id: 'name', header: t('product.name'), width: 'minmax(160px, 2fr)', cell: (row) => <span className="row-name">{row.name}</span> },
    { id: 'sku', header: t('product.sku'), width: 'minmax(90px, 1fr)', wideOnly: true, cell: (row) => row.sku },
    { id: 'price', header: t('product.unit_price'), width: 'minmax(100px, 1fr)', numeric: true, cell: (row) => price(row) },
    { id: 'tax', header: t('line.tax_code'), width: 'minmax(90px, 1fr)', wideOnly: true, cell: (row) => taxCodes.find((code) => code.id === row.tax_code_id)?.name },
    { id: 'updated_at', header: t('record.updated'), width: '140px', wideOnly: true, cell: (row) => <Time at={row.updated_at} /> },
  ];
}

export function ProductsPage() {
  useTitle(t('nav.products'));
  const { search } = route.useSearch();
  const navigate = useNavigate();
  const taxCodes = useQuery(taxCodeList).data ?? [];
  const [adding, setAdding] = useState<'product' | 'tax code' | null>(null);
  const mayAdd = useMay('products.create');
  const mayAddTax = useMay('tax_codes.create');
  const list = useInfiniteQuery(productList(search));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return (
    <>
      <header className="page-head">
        <h1>{t('nav.products')}</h1>
        <span className="spacer" />
        <SearchBox label={t('products.search')} value={search} onSearch={(text) => void navigate({ to: '/products', search: { search: text }, replace: true })} />
        {mayAddTax && <button type="button" className="button" onClick={() => setAdding('tax code')}>{t('tax_codes.new')}</button>}
        {mayAdd && <button type="button" className="button" onClick={() => setAdding('product')}>{t('products.new')}</button>}
      </header>
      {list.isError && <p className="notice">{messageOf(list.error)}</p>}
      {list.isSuccess && rows.length === 0 ? (
        <div className="page-note">
          <h2>{t('products.none')}</h2>
          <p className="muted">{t('products.none_text')}</p>
        </div>
      ) : (
        <DataGrid label={t('nav.products')} columns={columns(taxCodes)} rows={rows} rowKey={(row) => row.id} total={list.hasNextPage ? -1 : rows.length} onNearEnd={() => list.hasNextPage && !list.isFetching && void list.fetchNextPage()} />
      )}
      {adding === 'product' && <AddProduct taxCodes={taxCodes} onClose={() => setAdding(null)} />}
      {adding === 'tax code' && <AddTaxCode onClose={() => setAdding(null)} />}
    </>
  );
} // prettier-ignore
